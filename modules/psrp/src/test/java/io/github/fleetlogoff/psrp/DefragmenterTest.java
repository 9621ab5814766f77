package io.github.fleetlogoff.psrp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DefragmenterTest {
    private static final UUID POOL = UUID.fromString("51ad3456-cf17-4a06-9f12-5652867f9d8b");
    private static final Defragmenter.Limits SMALL = new Defragmenter.Limits(100, 1000, 3, 2);

    private static RawMessage message(int length) {
        byte[] body = new byte[length];
        Arrays.fill(body, (byte) length);
        return new RawMessage(RawMessage.Destination.CLIENT, 7, POOL, RawMessage.NONE, body);
    }

    private static byte[] fragment(long objectId, long fragmentId, int flags, int length) {
        byte[] blob = new byte[Math.clamp(length, 0, 40)];
        Arrays.fill(blob, 0, Math.min(1, blob.length), (byte) 1);
        return ByteBuffer.allocate(Fragment.HEADER + blob.length)
                .putLong(objectId)
                .putLong(fragmentId)
                .put((byte) flags)
                .putInt(length)
                .put(blob)
                .array();
    }

    private static void assertRefused(Defragmenter defragmenter, byte[] bytes, String why) {
        assertThatThrownBy(() -> defragmenter.accept(bytes))
                .isInstanceOf(PsrpException.class)
                .hasMessageContaining(why);
    }

    @Test
    void a_message_that_is_cut_comes_out_whole() throws PsrpException {
        RawMessage message = message(1000);
        List<Fragment> fragments = new Fragmenter(100).cut(message);
        assertThat(fragments).hasSize(14);

        Defragmenter defragmenter = new Defragmenter();
        List<RawMessage> out = new ArrayList<>();
        for (Fragment fragment : fragments) {
            assertThat(out).isEmpty();
            out.addAll(defragmenter.accept(fragment.bytes()));
        }
        assertThat(out).singleElement().extracting(RawMessage::bytes).isEqualTo(message.bytes());
        assertThat(defragmenter.isEmpty()).isTrue();
    }

    @Test
    void messages_may_come_together() throws PsrpException {
        byte[] bytes = new Fragmenter().together(List.of(message(1), message(0), message(70_000)));
        assertThat(new Defragmenter().accept(bytes))
                .extracting(it -> it.body().length)
                .containsExactly(1, 0, 70_000);
    }

    @Test
    void bytes_may_come_one_by_one() throws PsrpException {
        byte[] bytes = new Fragmenter(60).together(List.of(message(100), message(5)));
        Defragmenter defragmenter = new Defragmenter();
        List<RawMessage> out = new ArrayList<>();
        for (byte b : bytes) {
            out.addAll(defragmenter.accept(new byte[] {b}));
        }
        assertThat(out).extracting(it -> it.body().length).containsExactly(100, 5);
    }

    @Test
    void objects_may_alternate() throws PsrpException {
        Fragmenter fragmenter = new Fragmenter(60);
        List<Fragment> one = fragmenter.cut(message(20));
        List<Fragment> other = fragmenter.cut(message(21));
        Defragmenter defragmenter = new Defragmenter();
        defragmenter.accept(one.getFirst().bytes());
        defragmenter.accept(other.getFirst().bytes());
        assertThat(defragmenter.accept(other.getLast().bytes())).hasSize(1);
        assertThat(defragmenter.accept(one.getLast().bytes())).hasSize(1);
    }

    @Test
    void a_length_of_2_gb_is_refused_before_there_is_room_for_it() {
        assertRefused(new Defragmenter(), fragment(1, 0, 1, Integer.MAX_VALUE), "more than");
        assertRefused(new Defragmenter(), fragment(1, 0, 1, -1), "more than");
    }

    @Test
    void an_object_is_refused_that_grows_beyond_its_bound() throws PsrpException {
        Defragmenter defragmenter = new Defragmenter(SMALL);
        defragmenter.accept(fragment(1, 0, 1, 40));
        defragmenter.accept(fragment(1, 1, 0, 40));
        assertRefused(defragmenter, fragment(1, 2, 2, 40), "an object of more than 100 bytes");
    }

    @Test
    void everything_together_is_bounded() throws PsrpException {
        Defragmenter defragmenter = new Defragmenter(new Defragmenter.Limits(100, 150, 1000, 1000));
        defragmenter.accept(fragment(1, 0, 1, 40));
        defragmenter.accept(fragment(2, 0, 1, 40));
        assertRefused(defragmenter, fragment(3, 0, 1, 40), "more than 150 bytes");
    }

    @Test
    void so_are_objects_and_those_that_are_incomplete() throws PsrpException {
        Defragmenter many = new Defragmenter(SMALL);
        for (int id = 1; id <= 3; id++) {
            many.accept(fragment(id, 0, 3, 40));
        }
        assertRefused(many, fragment(4, 0, 3, 40), "more than 3 objects");

        Defragmenter halves = new Defragmenter(SMALL);
        halves.accept(fragment(1, 0, 1, 40));
        halves.accept(fragment(2, 0, 1, 40));
        assertRefused(halves, fragment(3, 0, 1, 40), "more than 2 incomplete");
    }

    @Test
    void ids_that_come_again_are_refused() throws PsrpException {
        Defragmenter done = new Defragmenter();
        done.accept(fragment(9, 0, 3, 40));
        assertRefused(done, fragment(9, 0, 3, 40), "id of another");

        Defragmenter begun = new Defragmenter();
        begun.accept(fragment(9, 0, 1, 40));
        assertRefused(begun, fragment(9, 0, 1, 40), "id of another");
    }

    @Test
    void fragments_out_of_order_are_refused() throws PsrpException {
        assertRefused(new Defragmenter(), fragment(0, 0, 3, 40), "without an id");
        assertRefused(new Defragmenter(), fragment(1, 1, 1, 40), "out of order");
        assertRefused(new Defragmenter(), fragment(1, 0, 2, 40), "not begun");
        Defragmenter gap = new Defragmenter();
        gap.accept(fragment(1, 0, 1, 40));
        assertRefused(gap, fragment(1, 2, 0, 40), "out of order");
    }

    @Test
    void a_message_for_nobody_or_without_its_header_is_refused() {
        assertRefused(new Defragmenter(), fragment(1, 0, 3, 39), "without its header");
        byte[] nobody = fragment(1, 0, 3, 40);
        nobody[Fragment.HEADER] = 3;
        assertRefused(new Defragmenter(), nobody, "for nobody");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void whatever_comes_is_a_message_or_refused(int seed) {
        Random random = new Random(seed);
        Fragmenter fragmenter = new Fragmenter(80);
        List<byte[]> good = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            fragmenter.cut(message(random.nextInt(300))).forEach(it -> good.add(it.bytes()));
        }
        for (int round = 0; round < 500; round++) {
            List<byte[]> pieces = new ArrayList<>(good);
            Collections.shuffle(pieces.subList(0, random.nextInt(pieces.size())), random);
            Defragmenter defragmenter = new Defragmenter(new Defragmenter.Limits(512, 9999, 50, 4));
            try {
                for (byte[] piece : pieces) {
                    byte[] bytes = piece.clone();
                    if (random.nextInt(10) == 0) {
                        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
                    }
                    defragmenter
                            .accept(bytes)
                            .forEach(it -> assertThat(it.bytes().length).isLessThan(512));
                }
            } catch (PsrpException refused) {
                assertThat(refused).hasMessageMatching("[ -~]+");
            }
        }
    }
}
