package io.github.fleetlogoff.winrm.wsman.logon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KerberosErrorTest {
    // KRB-ERROR with pvno 5, msg-type 30, stime, susec, error-code 37, realm and sname.
    private static final byte[] SKEW =
            HexFormat.of()
                    .parseHex(
                            "605e06092a864886f7120102020300"
                                    + "7e4f304d"
                                    + "a003020105"
                                    + "a10302011e"
                                    + "a411180f32303236313132313038303030305a"
                                    + "a505020301e240"
                                    + "a603020125"
                                    + "a90c1b0a464c4545542e54455354"
                                    + "aa143012a003020102a10b30091b04485454501b0177");

    @Test
    void reads_the_code_of_an_error() {
        assertThat(KerberosError.code(SKEW)).hasValue(37);
    }

    @Test
    void what_is_no_error_has_no_code() {
        byte[] accepted = SKEW.clone();
        accepted[13] = 2; // AP-REP
        assertThat(KerberosError.code(accepted)).isEmpty();
        byte[] otherMechanism = SKEW.clone();
        otherMechanism[5] ^= 1;
        assertThat(KerberosError.code(otherMechanism)).isEmpty();
        assertThat(KerberosError.code(new byte[0])).isEmpty();
    }

    @Test
    void a_token_that_is_cut_or_damaged_does_no_harm() {
        for (int length = 0; length < SKEW.length; length++) {
            assertThat(KerberosError.code(Arrays.copyOf(SKEW, length))).isEmpty();
        }
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            byte[] damaged = SKEW.clone();
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            assertThatCode(() -> KerberosError.code(damaged)).doesNotThrowAnyException();
        }
    }
}
