package io.github.fleetlogoff.simulator.windows;

import io.github.fleetlogoff.model.FleetException;
import io.github.fleetlogoff.model.Nearest;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// A display language of Windows, with the words of quser and qwinsta. Words, headings and their
/// blanks are those of public samples of the two tools; where none has a word, the English one
/// stands. Immutable.
@SuppressWarnings("ImmutableEnumChecker") // records of strings: the check asks for an annotation
public enum Language {
    ENGLISH(
            "en",
            new States("Active", "Disc", "Conn", "Listen"),
            "    none   ",
            " USERNAME              SESSIONNAME        ID  STATE   IDLE TIME  LOGON TIME",
            new Headings("SESSIONNAME", "USERNAME", "STATE   TYPE        DEVICE "),
            "M/d/yyyy h:mm a"),
    GERMAN(
            "de",
            new States("Aktiv", "Getr.", "Verb.", "Abhör."),
            "    Kein   ",
            " BENUTZERNAME          SITZUNGSNAME       ID  STATUS  LEERLAUF   ANMELDEZEIT",
            new Headings("SITZUNGSNAME", "BENUTZERNAME", "STATUS  TYP         GERÄT "),
            "dd.MM.yyyy HH:mm"),
    FRENCH(
            "fr",
            new States("Actif", "Déco", "Conn", "Listen"),
            "    aucun   ",
            " UTILISATEUR           SESSION            ID  ÉTAT    TEMPS INACT TEMPS SESSION",
            new Headings("SESSION", "UTILISATEUR", "ÉTAT    TYPE        PÉRIPHÉRIQUE "),
            "dd/MM/yyyy HH:mm"),
    SPANISH(
            "es",
            new States("Activo", "Desc", "Conn", "Escuchar"),
            "    ninguno   ",
            " NOMBRE USUARIO        NOMBRE SESIÓN      ID. ESTADO  TIEMPO IN. TIEMPO SESIÓN",
            new Headings("NOMBRE DE SESIÓN", "NOMBRE DE USUARIO", "ESTADO    TIPO   DISPOSITIVO "),
            "d/M/yyyy H:mm"),
    ITALIAN(
            "it",
            new States("Attivo", "Disc", "Conn", "Rimani in ascolto"),
            "    none   ",
            " NOMEUTENTE            NOMESESSIONE       ID  STATO   INATTIVITÀ ACCESSO",
            new Headings("NOMESESSIONE", "NOMEUTENTE", "STATO   TYPE        DEVICE "),
            "dd/MM/yyyy HH:mm"),
    RUSSIAN(
            "ru",
            new States("Активно", "Диск", "Подключено", "Прием"),
            " отсутствует ",
            " ПОЛЬЗОВАТЕЛЬ          СЕАНС              ID  СТАТУС  БЕЗДЕЙСТВ. ВРЕМЯ ВХОДА",
            new Headings("СЕАНС", "ПОЛЬЗОВАТЕЛЬ", "СТАТУС  ТИП         УСТР-ВО "),
            "dd.MM.yyyy HH:mm"),
    JAPANESE(
            "ja",
            new States("Active", "Disc", "Conn", "Listen"),
            "    none   ",
            " ユーザー名            セッション名       ID  状態    IDLE TIME  LOGON TIME",
            new Headings("セッション名", "ユーザー名", "状態    種類        デバイス "),
            "yyyy/MM/dd H:mm"),
    CHINESE(
            "zh-CN",
            new States("运行中", "断开", "已连接", "侦听"),
            "    无     ",
            " 用户名                会话名             ID  状态    空闲时间   登录时间",
            new Headings("会话名", "用户名", "状态    类型        设备 "),
            "yyyy/M/d H:mm");

    /// The words of the STATE column.
    record States(String active, String disconnected, String connected, String listen) {}

    /// The headings of qwinsta: two names, and all that follows the ID.
    record Headings(String sessionName, String userName, String tail) {}

    private final String tag;
    private final States states;
    private final String none;
    private final String quserHeader;
    private final Headings headings;
    private final DateTimeFormatter dates;

    Language(
            String tag,
            States states,
            String none,
            String quserHeader,
            Headings headings,
            String dates) {
        this.tag = tag;
        this.states = states;
        this.none = none;
        this.quserHeader = quserHeader;
        this.headings = headings;
        this.dates = DateTimeFormatter.ofPattern(dates, Locale.ENGLISH);
    }

    /// The language of a tag such as `de` or `zh-CN`, letter case ignored.
    ///
    /// @throws FleetException USAGE, with the nearest known tag, where no language has it
    public static Language of(String tag) {
        for (Language language : values()) {
            if (language.tag.equalsIgnoreCase(tag)) {
                return language;
            }
        }
        List<String> tags = Arrays.stream(values()).map(Language::tag).toList();
        throw new FleetException(
                FleetException.Code.USAGE,
                "language '"
                        + tag
                        + "' is not known"
                        + Nearest.to(tag, tags)
                                .map(near -> ", did you mean '" + near + "'?")
                                .orElse("")
                        + " (known: "
                        + String.join(", ", tags)
                        + ")");
    }

    /// Its tag in inventories and on the command line.
    public String tag() {
        return tag;
    }

    States states() {
        return states;
    }

    /// The word for "no idle time" of the console, with the blanks from the state's column to the
    /// logon time.
    String none() {
        return none;
    }

    String quserHeader() {
        return quserHeader;
    }

    Headings headings() {
        return headings;
    }

    /// A logon time as quser prints it where the regional settings are those of the language.
    String date(LocalDateTime when) {
        return dates.format(when);
    }

    /// The second line of a refusal.
    String accessDenied() {
        return this == RUSSIAN ? "Ошибка [5]:Отказано в доступе." : "Error [5]:Access is denied.";
    }
}
