// Verifies a webhook of Halftone. Node 20 or newer, nothing else. Header names are in lowercase. With Express,
// express.raw({ type: "application/json" }) gives the bytes.

import { createHmac, timingSafeEqual } from "node:crypto";

export function verify(secret, headers, body) {
  const { "webhook-id": message, "webhook-timestamp": timestamp, "webhook-signature": signatures } = headers;
  if (!(Math.abs(Date.now() / 1000 - Number(timestamp)) <= 300)) return false;
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  const digest = createHmac("sha256", key).update(`${message}.${timestamp}.`).update(body).digest("base64");
  const expected = Buffer.from(`v1,${digest}`);
  return signatures.split(" ").some((signature) => {
    const given = Buffer.from(signature);
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}
