package io.github.fleetlogoff.inventory;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Inventories as CSV (RFC 4180) with a header line: `name`, the settings of a host, `groups`
/// (several with blanks or semicolons between them) and `labels.NAME`. Becomes the nodes of our own
/// form, so that all is checked alike.
final class CsvInventory {
    private static final String NAME = "name";
    private static final String GROUPS = "groups";
    private static final String LABEL = "labels.";

    private final String text;
    private final String file;
    private final char separator;
    private int at;
    private int line = 1;

    private CsvInventory(String text, String file) {
        this.text = text;
        this.file = file;
        String header = text.lines().findFirst().orElse("");
        this.separator =
                header.indexOf('\t') >= 0
                        ? '\t'
                        : header.indexOf(';') >= 0 && header.indexOf(',') < 0 ? ';' : ',';
    }

    static YamlNode.Mapping read(String text, String file) {
        return new CsvInventory(text, file).inventory();
    }

    private YamlNode.Mapping inventory() {
        List<YamlNode.Scalar> header = row();
        List<String> known = new ArrayList<>(List.of(NAME, GROUPS));
        known.addAll(Settings.KEYS);
        known.remove("labels");
        for (YamlNode.Scalar column : header) {
            if (!known.contains(column.text()) && !column.text().startsWith(LABEL)) {
                throw column.place()
                        .fault(
                                "unknown column "
                                        + Place.quote(column.text())
                                        + "; "
                                        + Section.suggestion(column.text(), known, "known are "));
            }
        }
        List<String> names = header.stream().map(YamlNode.Scalar::text).toList();
        if (!names.contains(NAME)) {
            throw new Place(file, 1, 1).fault("no column is called 'name'");
        }
        Map<String, YamlNode.Entry> hosts = new LinkedHashMap<>();
        Map<String, List<YamlNode>> groups = new LinkedHashMap<>();
        while (at < text.length()) {
            List<YamlNode.Scalar> cells = row();
            if (cells.size() > 1 || !cells.getFirst().text().isEmpty()) {
                host(names, cells, hosts, groups);
            }
        }
        Place top = new Place(file, 1, 1);
        Map<String, YamlNode.Entry> root = new LinkedHashMap<>();
        root.put("hosts", new YamlNode.Entry(top, new YamlNode.Mapping(top, hosts)));
        Map<String, YamlNode.Entry> sections = new LinkedHashMap<>();
        groups.forEach((name, members) -> {
            Place place = members.getFirst().place();
            YamlNode list = new YamlNode.Sequence(place, members);
            sections.put(
                    name,
                    new YamlNode.Entry(
                            place,
                            new YamlNode.Mapping(
                                    place, Map.of("hosts", new YamlNode.Entry(place, list)))));
        });
        root.put("groups", new YamlNode.Entry(top, new YamlNode.Mapping(top, sections)));
        return new YamlNode.Mapping(top, root);
    }

    private void host(
            List<String> names,
            List<YamlNode.Scalar> cells,
            Map<String, YamlNode.Entry> hosts,
            Map<String, List<YamlNode>> groups) {
        Place place = cells.getFirst().place();
        if (cells.size() != names.size()) {
            throw place.fault(
                    "the line has " + cells.size() + " cells, the header " + names.size());
        }
        YamlNode.Scalar name = cells.get(names.indexOf(NAME));
        Map<String, YamlNode.Entry> settings = new LinkedHashMap<>();
        Map<String, YamlNode.Entry> labels = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            YamlNode.Scalar cell = cells.get(i);
            String column = names.get(i);
            if (cell.text().isEmpty() || column.equals(NAME)) {
                continue;
            }
            YamlNode.Entry entry = new YamlNode.Entry(cell.place(), cell);
            if (column.equals(GROUPS)) {
                for (String group : cell.text().strip().split("[;\\s]+", -1)) {
                    groups.computeIfAbsent(group, _ -> new ArrayList<>()).add(name);
                }
            } else if (column.startsWith(LABEL)) {
                labels.put(column.substring(LABEL.length()), entry);
            } else {
                settings.put(column, entry);
            }
        }
        if (!labels.isEmpty()) {
            settings.put("labels", new YamlNode.Entry(place, new YamlNode.Mapping(place, labels)));
        }
        if (name.text().isEmpty()) {
            throw place.fault("the line has no name");
        }
        YamlNode.Entry host = new YamlNode.Entry(place, new YamlNode.Mapping(place, settings));
        YamlNode.Entry before = hosts.putIfAbsent(name.text(), host);
        if (before != null) {
            throw place.fault(
                    "the host "
                            + Place.quote(name.text())
                            + " stands here again, first in line "
                            + before.place().line());
        }
    }

    private List<YamlNode.Scalar> row() {
        List<YamlNode.Scalar> cells = new ArrayList<>();
        int column = 1;
        while (true) {
            cells.add(cell(new Place(file, line, column)));
            if (at < text.length() && text.charAt(at) == separator) {
                at++;
                column++;
                continue;
            }
            if (at < text.length() && text.charAt(at) == '\r') {
                at++;
            }
            if (at < text.length() && text.charAt(at) == '\n') {
                at++;
                line++;
            }
            return cells;
        }
    }

    private YamlNode.Scalar cell(Place place) {
        if (at >= text.length() || text.charAt(at) != '"') {
            int start = at;
            while (at < text.length()
                    && text.charAt(at) != separator
                    && text.charAt(at) != '\n'
                    && text.charAt(at) != '\r') {
                at++;
            }
            return new YamlNode.Scalar(place, text.substring(start, at).strip(), false);
        }
        StringBuilder cell = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c != '"') {
                line += c == '\n' ? 1 : 0;
                cell.append(c);
            } else if (at + 1 < text.length() && text.charAt(at + 1) == '"') {
                cell.append('"');
                at++;
            } else {
                at++;
                if (at < text.length()
                        && text.charAt(at) != separator
                        && "\r\n".indexOf(text.charAt(at)) < 0) {
                    throw place.fault("text stands behind the closing quote of a cell");
                }
                return new YamlNode.Scalar(place, cell.toString(), false);
            }
        }
        throw place.fault("the quote of a cell is never closed");
    }
}
