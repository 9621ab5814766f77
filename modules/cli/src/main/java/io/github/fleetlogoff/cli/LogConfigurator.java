package io.github.fleetlogoff.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.joran.spi.ConsoleTarget;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.status.NopStatusListener;
import org.slf4j.Logger;

/// Sets logback up; found by `ServiceLoader`. In code, for a file of settings in XML costs each
/// start a tenth of a second. It has no rank among others: there are none, and logback would read
/// it by reflection.
public final class LogConfigurator extends ContextAwareBase implements Configurator {
    /// The system property with the level of our own loggers.
    static final String LEVEL = "fleetlogoff.log";

    /// The system property with what is written before each line.
    static final String ERASING = "fleetlogoff.log.erasing";

    // A host's answer may hold what moves a terminal's cursor.
    private static final String PATTERN =
            "%d{HH:mm:ss.SSS} %-5level %logger{0}: %replace(%msg){'[\\p{Cc}\\p{Cf}]', '?'}%n%xEx{short}";

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        context.getStatusManager().add(new NopStatusListener());
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(pattern(System.getProperty(ERASING, "")));
        encoder.start();
        ConsoleAppender<ILoggingEvent> stderr = new ConsoleAppender<>();
        stderr.setContext(context);
        stderr.setTarget(ConsoleTarget.SystemErr.getName());
        stderr.setEncoder(encoder);
        stderr.start();
        context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(stderr);
        level(context, Logger.ROOT_LOGGER_NAME, Level.WARN);
        level(
                context,
                "io.github.fleetlogoff",
                Level.toLevel(System.getProperty(LEVEL), Level.WARN));
        // CXF reports each fault as a warning with a stack trace; the engine gives its own
        // sentence. At TRACE it would print keys and clear text, so no option reaches it.
        level(context, "org.apache.cxf", Level.OFF);
        level(context, "org.apache.http", Level.OFF);
        level(context, "io.cloudsoft", Level.OFF);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    static String pattern(String erasing) {
        return erasing + PATTERN;
    }

    private static void level(LoggerContext context, String logger, Level level) {
        context.getLogger(logger).setLevel(level);
    }
}
