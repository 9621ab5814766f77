package io.github.fleetlogoff.winrm;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;

/// Opens a TCP connection and closes it: a host that is off costs this and nothing else, no logon
/// above all.
public final class TcpProbe {
    private TcpProbe() {}

    /// The first address that takes a connection at the port.
    ///
    /// @throws IOException where none does; the exception of the last one
    public static InetAddress firstReachable(
            List<InetAddress> addresses, int port, Duration timeout) throws IOException {
        IOException last = new SocketTimeoutException("no address to try");
        for (InetAddress address : addresses) {
            try (Socket socket = new Socket()) {
                socket.connect(
                        new InetSocketAddress(address, port),
                        (int) Math.min(Integer.MAX_VALUE, Math.max(1, timeout.toMillis())));
                return address;
            } catch (IOException failure) {
                last = failure;
                if (Thread.currentThread().isInterrupted()) {
                    throw failure;
                }
            }
        }
        throw last;
    }
}
