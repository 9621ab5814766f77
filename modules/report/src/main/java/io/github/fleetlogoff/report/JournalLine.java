package io.github.fleetlogoff.report;

import io.github.fleetlogoff.report.EventFormatException.Kind;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/// A line of the journal: the JSON object of an event, sealed with the line's number and a checksum
/// as its last two fields, so that it stays one JSON object that every tool can read:
/// `{"v":2,…,"n":17,"crc32c":"9ae0daaf"}`.
///
/// The checksum is CRC32C (RFC 3720, 12.1) over every byte of the line before `,"crc32c"`. It finds
/// what disks and editors do by accident, at a rate that costs nothing; a cryptographic digest
/// would find no more of that, and without a key it would not stop anybody who forges a line
/// either. The number finds what no checksum of single lines can: lines that are missing, doubled
/// or out of order.
///
/// @param number of the line, from 1
/// @param checksum its CRC32C
/// @param text the whole line
record JournalLine(long number, int checksum, String text) {
    private static final byte[] NUMBER = ascii(",\"n\":");
    private static final byte[] CHECKSUM = ascii(",\"crc32c\":\"");
    private static final int DIGITS = 8;
    private static final byte[] END = ascii("\"}");
    private static final int SEAL = CHECKSUM.length + DIGITS + END.length;
    private static final HexFormat HEX = HexFormat.of();

    /// The line with its line end.
    ///
    /// @param object a JSON object in ASCII that has a field
    static byte[] seal(byte[] object, long number) {
        byte[] digits = ascii(Long.toString(number));
        int covered = object.length - 1 + NUMBER.length + digits.length;
        byte[] line = new byte[covered + SEAL + 1];
        int end = append(line, 0, object, object.length - 1);
        end = append(line, end, NUMBER, NUMBER.length);
        end = append(line, end, digits, digits.length);
        byte[] checksum = ascii(HEX.toHexDigits(crc(line, covered)));
        end = append(line, end, CHECKSUM, CHECKSUM.length);
        end = append(line, end, checksum, DIGITS);
        end = append(line, end, END, END.length);
        line[end] = '\n';
        return line;
    }

    /// The line of these bytes, which have no line end.
    ///
    /// @throws EventFormatException of kind [Kind#DAMAGED] where they are not what was sealed
    static JournalLine open(byte[] line) throws EventFormatException {
        int covered = line.length - SEAL;
        if (covered < 1
                || !stands(CHECKSUM, line, covered)
                || !stands(END, line, line.length - END.length)) {
            throw damaged("it has no checksum at its end");
        }
        int checksum = crc(line, covered);
        String told =
                new String(line, covered + CHECKSUM.length, DIGITS, StandardCharsets.ISO_8859_1);
        if (!told.equals(HEX.toHexDigits(checksum))) {
            throw damaged("its checksum is wrong");
        }
        return new JournalLine(
                number(line, covered), checksum, new String(line, StandardCharsets.UTF_8));
    }

    private static long number(byte[] line, int end) throws EventFormatException {
        int start = end;
        while (start > 0 && line[start - 1] >= '0' && line[start - 1] <= '9') {
            start--;
        }
        if (start == end || end - start > 18 || !stands(NUMBER, line, start - NUMBER.length)) {
            throw damaged("it has no number before its checksum");
        }
        return Long.parseLong(new String(line, start, end - start, StandardCharsets.US_ASCII));
    }

    private static boolean stands(byte[] part, byte[] line, int at) {
        for (int i = 0; i < part.length; i++) {
            if (at < 0 || line[at + i] != part[i]) {
                return false;
            }
        }
        return true;
    }

    private static int crc(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }

    private static int append(byte[] line, int at, byte[] part, int length) {
        System.arraycopy(part, 0, line, at, length);
        return at + length;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static EventFormatException damaged(String what) {
        return new EventFormatException(Kind.DAMAGED, what, null);
    }
}
