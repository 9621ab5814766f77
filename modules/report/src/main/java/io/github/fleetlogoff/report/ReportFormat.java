package io.github.fleetlogoff.report;

import io.github.fleetlogoff.model.Word;

/// The forms of a report, by the words of `--output` and `--report`.
public enum ReportFormat implements Word {
    /// For a person at a terminal.
    TABLE("table"),
    /// For a program.
    JSON("json"),
    /// For a program that reads line by line.
    NDJSON("ndjson"),
    /// For a spreadsheet.
    CSV("csv"),
    /// For the test tab of a pipeline.
    JUNIT("junit"),
    /// For the summary of a pipeline step, or a comment.
    MARKDOWN("markdown"),
    /// For a browser.
    HTML("html");

    private final String word;

    ReportFormat(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }

    /// A writer of this form.
    ///
    /// @param style for the table; the other forms have no use for it
    public ReportWriter writer(TableStyle style) {
        return switch (this) {
            case TABLE -> new TableReport(style);
            case JSON -> new JsonReport();
            case NDJSON -> new NdjsonReport();
            case CSV -> new CsvReport();
            case JUNIT -> new JunitReport();
            case MARKDOWN -> new MarkdownReport();
            case HTML -> new HtmlReport();
        };
    }
}
