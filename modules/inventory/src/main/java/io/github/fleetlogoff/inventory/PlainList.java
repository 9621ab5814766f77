package io.github.fleetlogoff.inventory;

import java.util.LinkedHashMap;
import java.util.Map;

/// A list of host sets, one or several a line, `#` for comments. Becomes the nodes of our own form.
final class PlainList {
    private PlainList() {}

    static YamlNode.Mapping read(String text, String file) {
        Place top = new Place(file, 1, 1);
        Map<String, YamlNode.Entry> hosts = new LinkedHashMap<>();
        int number = 1;
        for (String line : text.lines().toList()) {
            int comment = line.indexOf('#');
            String content = comment < 0 ? line : line.substring(0, comment);
            for (String word : content.strip().split("\\s+", -1)) {
                if (!word.isEmpty()) {
                    Place place = new Place(file, number, content.indexOf(word) + 1);
                    // A list put together from several sources names hosts twice.
                    hosts.putIfAbsent(
                            word,
                            new YamlNode.Entry(
                                    place, new YamlNode.Mapping(place, new LinkedHashMap<>())));
                }
            }
            number++;
        }
        return new YamlNode.Mapping(
                top, Map.of("hosts", new YamlNode.Entry(top, new YamlNode.Mapping(top, hosts))));
    }
}
