package io.github.fleetlogoff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LeanHeapTest {
    private static final long MEBIBYTE = 1L << 20;

    private final Queue<Runnable> due = new ArrayDeque<>();
    private final AtomicLong used = new AtomicLong();
    private final AtomicLong live = new AtomicLong();
    private final AtomicInteger collections = new AtomicInteger();
    private final LeanHeap heap =
            new LeanHeap(
                    (delay, action) -> {
                        due.add(action);
                        return () -> due.remove(action);
                    },
                    used::get,
                    () -> {
                        collections.incrementAndGet();
                        used.set(live.get());
                    });

    @Test
    void collects_what_has_grown_beyond_the_least() {
        heap.watch();
        look(LeanHeap.LEAST);
        assertThat(collections).hasValue(0);

        look(LeanHeap.LEAST + MEBIBYTE);
        assertThat(collections).hasValue(1);
    }

    @Test
    void lets_the_heap_grow_to_twice_of_what_is_in_use() {
        heap.watch();
        live.set(100 * MEBIBYTE);
        look(150 * MEBIBYTE);
        look(199 * MEBIBYTE);
        assertThat(collections).hasValue(1);

        look(201 * MEBIBYTE);
        assertThat(collections).hasValue(2);
    }

    @Test
    void looks_no_more_once_it_is_closed() {
        heap.watch();
        heap.close();
        look(0);

        assertThat(due).isEmpty();
    }

    private void look(long bytes) {
        used.set(bytes);
        due.remove().run();
    }
}
