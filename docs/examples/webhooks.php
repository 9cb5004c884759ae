<?php

// Verifies a webhook of Halftone. Header names are in lowercase: $_SERVER['HTTP_WEBHOOK_ID'] has the one of webhook-id.
// file_get_contents('php://input') gives the bytes.

function verify(string $secret, array $headers, string $body): bool
{
    [$message, $timestamp] = [$headers['webhook-id'], $headers['webhook-timestamp']];
    if (!preg_match('/^\d{1,18}$/', $timestamp) || abs(time() - (int) $timestamp) > 300) {
        return false;
    }
    $key = base64_decode(preg_replace('/^whsec_/', '', $secret));
    $expected = 'v1,' . base64_encode(hash_hmac('sha256', "$message.$timestamp.$body", $key, true));
    foreach (explode(' ', $headers['webhook-signature']) as $given) {
        if (hash_equals($expected, $given)) {
            return true;
        }
    }
    return false;
}
