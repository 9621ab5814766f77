package io.github.fleetlogoff.psrp.clixml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClixmlTest {
    private static final Form PLAIN = new Form(false, false, false);

    private static Value read(String text) throws ClixmlException {
        return Clixml.read(text.getBytes(StandardCharsets.UTF_8)).orElse(Value.NIL);
    }

    private static String write(Value value) {
        return new String(Clixml.write(value, PLAIN), StandardCharsets.UTF_8);
    }

    private static void assertRefused(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(ClixmlException.class);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            value = {
                "|a\nb|, a_x000A_b",
                "|😀|, _xD83D__xDE00_",
                "|_x|, _x005F_x",
                "|_X0041_|, _x005F_X0041_",
                "|_y_|, _y_",
                "|ü€|, ü€",
                "|a<b>&\"'|, a&lt;b&gt;&amp;\"'",
                "|\u0000\u001F\u007F\uFFFE|, _x0000__x001F__x007F__xFFFE_",
            })
    void text_crosses_whatever_its_characters(String text, String encoded) throws Exception {
        assertThat(write(new Value.Text(text))).isEqualTo("<S>" + encoded + "</S>");
        assertThat(read("<S>" + encoded + "</S>")).isEqualTo(new Value.Text(text));
    }

    @Test
    void half_a_surrogate_pair_crosses_too() throws Exception {
        Value half = new Value.Text("a\uD83Db");
        assertThat(read(write(half))).isEqualTo(half);
    }

    @ParameterizedTest
    @CsvSource({
        "_X0041_, A",
        "_x0001F600_, 😀",
        "_X0000000A_b, '\nb'",
        "_x00e4_, ä",
        "a_x005F_x0041_, a_x0041_",
        "__x0041_, _A",
        "_x_x0041_, _xA",
        "_x7FFFFFFF_, _x7FFFFFFF_",
        "_x004_x0041_, _x004A",
    })
    void a_code_is_read_in_every_spelling_that_powershell_reads(String encoded, String text)
            throws Exception {
        assertThat(read("<S>" + encoded + "</S>")).isEqualTo(new Value.Text(text));
    }

    @ParameterizedTest
    @CsvSource({"I32, 4", "I64, 4", "By, 4", "U16, 4", "SB, 4", "U32, 4", "I16, 4"})
    void a_member_of_an_enumeration_has_its_number_whatever_underlies_it(
            String element, String number) throws Exception {
        Value bare = read("<" + element + ">" + number + "</" + element + ">");
        assertThat(Value.number(bare)).contains(4);
        assertThat(Value.number(read("<Obj RefId=\"0\">" + write(bare) + "</Obj>"))).contains(4);
        assertThat(Value.number(read("<I64>4294967296</I64>"))).isEmpty();
        assertThat(Value.number(read("<U32>4294967295</U32>"))).isEmpty();
    }

    @Test
    void goes_as_deep_as_powershell_and_no_deeper() throws Exception {
        String inner = "<DCT><En><S N=\"Key\">k</S>";
        String open = "<Obj RefId=\"0\">" + inner;
        String deeper = "<Obj N=\"Value\" RefId=\"1\">" + inner;
        String close = "</En></DCT></Obj>";
        // 50 objects, each in a dictionary of the one before.
        String fifty = open + deeper.repeat(49) + "<Nil N=\"Value\" />" + close.repeat(50);
        assertThat(write(read(fifty))).isNotEmpty();
        assertRefused("<Obj><LST>".repeat(1_000_000));
        assertRefused("<Obj><MS><Obj N=\"a\">".repeat(1_000_000));
    }

    @Test
    void what_only_looks_like_a_code_stays() throws Exception {
        assertThat(read("<S>_x00_ _xGGGG_ _x000A</S>"))
                .isEqualTo(new Value.Text("_x00_ _xGGGG_ _x000A"));
    }

    @Test
    void nothing_is_no_value() throws Exception {
        assertThat(Clixml.read(new byte[0])).isEmpty();
        assertThat(Clixml.read(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF})).isEmpty();
    }

    @Test
    void what_is_not_known_is_kept() throws Exception {
        String text =
                "<Obj RefId=\"0\"><MS><New N=\"a\"><X y=\"&amp;\">1</X></New>"
                        + "<S N=\"b\" S=\"Error\">t</S><I32 N=\"c\">1</I32></MS><What></What></Obj>";
        Value value = read(text);
        assertThat(write(value)).isEqualTo(text);
        assertThat(value)
                .isInstanceOfSatisfying(
                        Value.Composite.class,
                        object -> {
                            assertThat(object.property("a"))
                                    .contains(
                                            new Value.Opaque(
                                                    "<New N=\"a\"><X y=\"&amp;\">1</X></New>"));
                            assertThat(object.property("c")).contains(new Value.Int32(1));
                        });
    }

    @Test
    void objects_are_numbered_in_the_order_in_which_they_stand() {
        Value inner = Value.Composite.enumeration("A.B", "Two", 2);
        Value outer =
                Value.Composite.of(new Value.Property("x", inner), new Value.Property("y", inner));
        String types = "<T>A.B</T><T>System.Enum</T><T>System.ValueType</T><T>System.Object</T>";
        assertThat(write(outer))
                .isEqualTo(
                        "<Obj RefId=\"0\"><MS><Obj RefId=\"1\" N=\"x\"><TN RefId=\"0\">"
                                + types
                                + "</TN><ToString>Two</ToString><I32>2</I32></Obj>"
                                + "<Obj RefId=\"2\" N=\"y\"><TNRef RefId=\"0\" />"
                                + "<ToString>Two</ToString><I32>2</I32></Obj></MS></Obj>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<S>a",
                "<S>a</S><S>b</S>",
                "<S>a</I32>",
                "<S><I32>1</I32></S>",
                "<I32>x</I32>",
                "<I32>2147483648</I32>",
                "<I32></I32>",
                "<B>yes</B>",
                "<Obj RefId=\"x\" />",
                "<Ref />",
                "<Obj><TNRef /></Obj>",
                "<Obj>text</Obj>",
                "<Obj><DCT><S>a</S></DCT></Obj>",
                "<Obj><DCT><En><S N=\"Key\">a</S></En></DCT></Obj>",
                "<Obj><TN><S>a</S></TN></Obj>",
                "<?x y?><S>a</S>",
                "<!DOCTYPE S [<!ENTITY e \"x\">]><S>&e;</S>",
                "<!DOCTYPE S SYSTEM \"file:///etc/passwd\"><S>a</S>",
                "<S>&#0;</S>",
                "no XML",
            })
    void what_is_no_clixml_is_refused(String text) {
        assertRefused(text);
    }

    @Test
    void a_million_levels_are_refused() {
        assertRefused("<Obj><LST>".repeat(500_000));
        assertRefused("<X>".repeat(1_000_000));
    }

    @Test
    void so_are_elements_and_attributes_without_end() {
        assertRefused("<Obj><LST>" + "<Nil />".repeat(Clixml.MOST_ELEMENTS) + "</LST></Obj>");
        assertRefused("<S N=\"" + "n".repeat(1 << 20) + "\">a</S>");
        StringBuilder attributes = new StringBuilder("<S");
        for (int i = 0; i < 1000; i++) {
            attributes.append(" a").append(i).append("=\"\"");
        }
        assertRefused(attributes.append(" />").toString());
    }

    @Test
    void objects_that_refer_to_each_other_are_not_followed() throws Exception {
        String loop =
                "<Obj RefId=\"0\"><LST><Ref RefId=\"0\" /><Obj RefId=\"0\"><LST><Ref RefId=\"7\" />"
                        + "</LST></Obj></LST></Obj>";
        assertThat(write(read(loop))).isEqualTo(loop);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void what_was_made_at_random_comes_back(int seed) throws Exception {
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            Value value = new Value.Composite(0, List.of(part(random, 0)));
            for (Form form : List.of(Form.POWERSHELL, PLAIN)) {
                assertThat(Clixml.read(Clixml.write(value, form))).contains(value);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void what_was_damaged_is_a_value_or_refused(int seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 2000; round++) {
            byte[] text =
                    Clixml.write(new Value.Composite(0, List.of(part(random, 0))), Form.POWERSHELL);
            for (int damage = random.nextInt(4); damage >= 0; damage--) {
                text[random.nextInt(text.length)] = (byte) random.nextInt();
            }
            try {
                assertThat(Clixml.read(text)).isNotNull();
            } catch (ClixmlException refused) {
                assertThat(refused).hasMessageMatching("[ -~]+");
            }
        }
    }

    private static Part part(Random random, int depth) {
        int most = depth > 3 ? 3 : 6;
        List<Value> values =
                random.ints(random.nextInt(4), 0, 9)
                        .mapToObj(it -> value(random, it, depth))
                        .toList();
        return switch (random.nextInt(most)) {
            case 0 -> new Part.Label(text(random));
            case 1 -> new Part.SameTypeNames(random.nextInt(9));
            case 2 -> new Part.TypeNames(random.nextInt(9), List.of(text(random)));
            case 3 -> new Part.Items(Part.Items.Holder.QUEUE, values);
            case 4 ->
                    new Part.Dictionary(
                            values.stream()
                                    .map(it -> new Part.Dictionary.Entry(it, Value.NIL))
                                    .toList());
            default ->
                    new Part.Properties(
                            Part.Properties.Origin.ADAPTED,
                            values.stream()
                                    .map(it -> new Value.Property("n" + text(random), it))
                                    .toList());
        };
    }

    private static Value value(Random random, int which, int depth) {
        return switch (which) {
            case 0 -> Value.NIL;
            case 1 -> new Value.Bool(random.nextBoolean());
            case 2 -> new Value.Int32(random.nextInt());
            case 3 -> new Value.Int64(random.nextLong());
            case 4 -> new Value.Reference(random.nextInt(99));
            case 5 -> Value.Scalar.version("1." + random.nextInt(9));
            case 6, 7 -> new Value.Composite(random.nextInt(99), List.of(part(random, depth + 1)));
            default -> new Value.Text(text(random));
        };
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            text.append(
                    switch (random.nextInt(4)) {
                        case 0 -> (char) random.nextInt(0x10000);
                        case 1 -> (char) random.nextInt(0x80);
                        case 2 -> '_';
                        default -> 'x';
                    });
        }
        return text.toString();
    }
}
