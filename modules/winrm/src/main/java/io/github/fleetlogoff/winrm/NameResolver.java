package io.github.fleetlogoff.winrm;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Finds the addresses of names on a few threads of its own: a lookup blocks a platform thread, and
/// made by the connection pool it would hold the pool's lock while a DNS server thinks. Every name
/// is looked up once a run. Thread-safe.
public final class NameResolver implements AutoCloseable {
    private static final int THREADS = 8;

    private final Lookup lookup;
    private final ThreadPoolExecutor threads;
    private final ConcurrentMap<String, FutureTask<List<InetAddress>>> answers =
            new ConcurrentHashMap<>();

    /// Asks the system for the addresses of a name.
    public interface Lookup {
        List<InetAddress> addressesOf(String name) throws UnknownHostException;
    }

    public NameResolver(Lookup lookup) {
        this.lookup = lookup;
        threads =
                new ThreadPoolExecutor(
                        THREADS,
                        THREADS,
                        5,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(),
                        Thread.ofPlatform().daemon().name("dns-", 0).factory());
        threads.allowCoreThreadTimeOut(true);
    }

    public static NameResolver ofSystem() {
        return new NameResolver(name -> List.of(InetAddress.getAllByName(name)));
    }

    /// The addresses of a name in the order in which they are to be tried; an address is its own.
    ///
    /// @throws UnknownHostException where there is none, or none was found in time
    public List<InetAddress> resolve(String name, Duration timeout)
            throws UnknownHostException, InterruptedException {
        try {
            return List.of(InetAddress.ofLiteral(name));
        } catch (IllegalArgumentException notAnAddress) {
            return lookUp(name, timeout);
        }
    }

    private List<InetAddress> lookUp(String name, Duration timeout)
            throws UnknownHostException, InterruptedException {
        FutureTask<List<InetAddress>> answer = answers.computeIfAbsent(name, this::start);
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            throw unknown("no answer from DNS within " + timeout.toMillis() + " ms", late);
        } catch (ExecutionException failure) {
            // A later try asks again.
            answers.remove(name, answer);
            throw unknown("DNS has no address for it", failure);
        }
    }

    private FutureTask<List<InetAddress>> start(String name) {
        Callable<List<InetAddress>> work = () -> lookup.addressesOf(name);
        FutureTask<List<InetAddress>> task = new FutureTask<>(work);
        threads.execute(task);
        return task;
    }

    private static UnknownHostException unknown(String why, Throwable cause) {
        UnknownHostException unknown = new UnknownHostException(why);
        unknown.initCause(cause);
        return unknown;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
