#include "expect.h"

/* VRRP packets, explained. */

static const char* const advert =
    "01005e000012020000000002080045c0002c00010000ff70d03f0a4d0002e0000012213364020101d7b80a4d00"
    "640a4d006567616e7a53696368";

static void packets_are_explained(void) {
    hakit_vrrp_decode_options options = HAKIT_VRRP_DECODE_OPTIONS_INIT;
    hakit_buf* b = NULL;
    hakit_error* e = NULL;
    EXPECT_OK(hakit_vrrp_decode(advert, HAKIT_ZT, NULL, &b, err));
    EXPECT(buf_has(b, "\"hakit-vrrp-packets-1\"") && buf_has(b, "\"vrid\": 51") && buf_has(b, "\"problems\": []"));
    EXPECT(buf_has(b, "\"password_hex\": null"));
    hakit_buf_free(b);

    options.flags = HAKIT_VRRP_DECODE_SECRETS;
    options.secret = "other";
    options.secret_len = HAKIT_ZT;
    EXPECT_OK(hakit_vrrp_decode(advert, HAKIT_ZT, &options, &b, err));
    EXPECT(buf_has(b, "\"auth_password\"") && buf_has(b, "\"password_hex\": \"67616e7a53696368\""));
    hakit_buf_free(b);

    options.flags = HAKIT_VRRP_DECODE_PACKET;
    EXPECT_OK(hakit_vrrp_decode("\x45", 1, &options, &b, err));
    EXPECT(buf_has(b, "\"not_vrrp\""));
    hakit_buf_free(b);

    EXPECT(hakit_vrrp_decode("neither", HAKIT_ZT, NULL, &b, &e) == HAKIT_E_SYNTAX);
    hakit_error_free(e);
    EXPECT(hakit_vrrp_decode(NULL, 3, NULL, &b, NULL) == HAKIT_E_INVALID_ARGUMENT);
    EXPECT(hakit_vrrp_decode(advert, HAKIT_ZT, NULL, NULL, NULL) == HAKIT_E_INVALID_ARGUMENT);
}

void test_vrrp(void) { packets_are_explained(); }
