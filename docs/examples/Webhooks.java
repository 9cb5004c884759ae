import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Verifies a webhook of Halftone. Header names are in lowercase.
final class Webhooks {
    static boolean verify(String secret, Map<String, String> headers, byte[] body) throws GeneralSecurityException {
        var timestamp = headers.get("webhook-timestamp");
        if (!timestamp.matches("[0-9]{1,18}")) return false;
        if (Math.abs(System.currentTimeMillis() / 1000 - Long.parseLong(timestamp)) > 300) return false;
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.replaceFirst("^whsec_", "")), "HmacSHA256"));
        mac.update((headers.get("webhook-id") + "." + timestamp + ".").getBytes(UTF_8));
        var expected = ("v1," + Base64.getEncoder().encodeToString(mac.doFinal(body))).getBytes(UTF_8);
        return Stream.of(headers.get("webhook-signature").split(" "))
                .anyMatch(given -> MessageDigest.isEqual(expected, given.getBytes(UTF_8)));
    }
}
