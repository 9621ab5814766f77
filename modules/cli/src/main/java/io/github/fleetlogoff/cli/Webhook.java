package io.github.fleetlogoff.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;

/// An address that takes the summary by POST. The address itself may be a secret, so no more of it
/// than the host is ever told. Nothing is followed elsewhere.
///
/// @param name what it is called in a note
record Webhook(URI address, String name, Duration pause) implements NotifyOption.Listener {
    private static final int TRIES = 3;
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(10);

    /// @param name absent (empty) = the host of the address
    static Webhook of(String address, String name) {
        URI uri = URI.create("about:none");
        try {
            uri = URI.create(address);
        } catch (IllegalArgumentException _) {
            // Said below, without the text: it may hold a secret.
        }
        boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        if (!http || uri.getHost() == null) {
            throw SessionOptions.usage(
                    "--notify"
                            + (name.isEmpty() ? "" : " " + name)
                            + " takes an address like https://chat.example.com/hook");
        }
        return new Webhook(uri, name.isEmpty() ? uri.getHost() : name, Duration.ofSeconds(1));
    }

    @Override
    public Optional<String> tell(byte[] summary) {
        HttpRequest request =
                HttpRequest.newBuilder(address)
                        .timeout(ANSWER)
                        .header("Content-Type", "application/json")
                        .header("User-Agent", "fleet-logoff/" + Version.text())
                        .POST(BodyPublishers.ofByteArray(summary))
                        .build();
        try (HttpClient client =
                HttpClient.newBuilder()
                        .connectTimeout(CONNECT)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .version(HttpClient.Version.HTTP_1_1)
                        .build()) {
            Optional<String> trouble = Optional.empty();
            for (int attempt = 1; attempt <= TRIES; attempt++) {
                Answer answer = ask(client, request);
                trouble = answer.trouble();
                if (trouble.isEmpty() || !answer.again()) {
                    break;
                }
                if (attempt < TRIES) {
                    Thread.sleep(pause.multipliedBy(attempt));
                }
            }
            client.shutdownNow();
            return trouble;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.of(name + " was not told: interrupted");
        }
    }

    /// @param again whether another try can help
    private record Answer(Optional<String> trouble, boolean again) {}

    private Answer ask(HttpClient client, HttpRequest request) throws InterruptedException {
        try {
            HttpResponse<Void> answer = client.send(request, BodyHandlers.discarding());
            int status = answer.statusCode();
            return status / 100 == 2
                    ? new Answer(Optional.empty(), false)
                    : new Answer(
                            Optional.of(name + " answered with HTTP " + status),
                            status >= 500 || status == 429);
        } catch (HttpConnectTimeoutException _) {
            return new Answer(Optional.of(name + " takes no connection in time"), true);
        } catch (HttpTimeoutException _) {
            // It may have been told: a second time is worse than the doubt.
            return new Answer(Optional.of(name + " gave no answer in time"), false);
        } catch (IOException failure) {
            return new Answer(
                    Optional.of(
                            name + " was not told (" + failure.getClass().getSimpleName() + ")"),
                    true);
        }
    }
}
