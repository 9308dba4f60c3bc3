package org.adei.cache.source.csv;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.adei.cache.failure.HaltException;
import org.adei.cache.model.GroupId;
import org.adei.cache.source.Discovery;
import org.adei.cache.source.SourceGroup;
import org.adei.cache.source.file.Quiet;

/** Finds groups among files: which files, which columns are channels, which are left out. Used once. */
final class CsvDiscovery {
    private static final int SAMPLE = 1_000;

    private final String source;
    private final CsvSettings settings;
    private final Quiet quiet;
    private final Map<String, SourceGroup> groups = new TreeMap<>();
    private final List<Discovery.Problem> problems = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    CsvDiscovery(String source, CsvSettings settings, Quiet quiet) {
        this.source = source;
        this.settings = settings;
        this.quiet = quiet;
    }

    Discovery find() {
        List<Path> files = files();
        for (CsvGroup rule : settings.groups()) {
            Map<String, List<CsvFile>> matching = new TreeMap<>();
            for (Path file : files) {
                Matcher matcher = rule.files().matcher(fileName(file));
                if (matcher.matches()) {
                    matching.computeIfAbsent(groupName(matcher, file), name -> new ArrayList<>())
                            .add(new CsvFile(file, settings.format(), quiet));
                }
            }
            if (matching.isEmpty()) {
                problem(
                        source,
                        "files \"" + rule.files() + "\" matches no file of " + settings.path()
                                + ": there are "
                                + (files.isEmpty()
                                        ? "none"
                                        : files.stream()
                                                .map(CsvDiscovery::fileName)
                                                .limit(10)
                                                .toList()));
            }
            matching.forEach((name, found) -> add(rule, name, found));
        }
        return new Discovery(List.copyOf(groups.values()), problems, notes);
    }

    private List<Path> files() {
        Path path = settings.path();
        if (Files.isRegularFile(path)) {
            return List.of(path);
        }
        if (!Files.isDirectory(path)) {
            throw new HaltException(
                    "source " + source + ": " + path + " does not exist: expected a CSV file or a folder of them");
        }
        try (Stream<Path> all = Files.list(path)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new HaltException("source " + source + ": folder " + path + " cannot be read: " + e, e);
        }
    }

    private static String fileName(Path file) {
        return Objects.requireNonNull(file.getFileName()).toString();
    }

    private static String groupName(Matcher matcher, Path file) {
        if (matcher.groupCount() > 0 && matcher.group(1) != null) {
            return matcher.group(1);
        }
        String name = fileName(file);
        int dot = name.indexOf('.', 1);
        return dot < 0 ? name : name.substring(0, dot);
    }

    private void add(CsvGroup rule, String name, List<CsvFile> files) {
        GroupId id = new GroupId(source, settings.database(), name);
        if (groups.containsKey(name)) {
            problem(
                    id.toString(),
                    "group " + id + " is found by two rules, at last by files \"" + rule.files()
                            + "\": expected one; make the expressions exclude each other");
            return;
        }
        CsvTime time = Objects.requireNonNull(rule.time());
        try {
            Set<String> columns = new LinkedHashSet<>();
            for (CsvFile file : files) {
                List<String> own = file.columns();
                if (own.isEmpty()) {
                    notes.add("file " + file.path() + " of group " + id + " is empty");
                    continue;
                }
                if (!own.containsAll(time.columns())) {
                    problem(
                            id.toString(),
                            "file " + file.path() + " of group " + id + " has no time column " + time.columns()
                                    + ": expected some of its columns " + own);
                    return;
                }
                columns.addAll(own);
            }
            choose(rule, id, files, columns);
        } catch (IOException | RuntimeException e) {
            problem(id.toString(), "group " + id + ": its files cannot be read: " + e);
        }
    }

    private void choose(CsvGroup rule, GroupId id, List<CsvFile> files, Set<String> columns) throws IOException {
        CsvTime time = Objects.requireNonNull(rule.time());
        Set<String> text = textColumns(files);
        List<String> channels = new ArrayList<>();
        List<String> omitted = new ArrayList<>();
        List<String> wanted = rule.channels().listed();
        for (String column : wanted.isEmpty() ? columns : wanted) {
            if (!columns.contains(column)) {
                problem(
                        id.toString(),
                        "group " + id + " has no column \"" + column + "\" that channels lists: expected" + " some of "
                                + columns);
            } else if (!time.columns().contains(column) && rule.channels().matches(column)) {
                if (text.contains(column)) {
                    omitted.add(column + " (text)");
                } else {
                    channels.add(column);
                }
            }
        }
        if (!omitted.isEmpty()) {
            notes.add("group " + id + " has columns that are left out: " + String.join(", ", omitted));
        }
        if (channels.isEmpty() && !columns.isEmpty()) {
            problem(
                    id.toString(),
                    "group " + id + " has no numeric column that matches channels " + rule.channels()
                            + ": its columns are " + columns);
            return;
        }
        groups.put(
                id.group(),
                new SourceGroup(id, channels, rule.limits(), omitted, new CsvLocator(List.copyOf(files), time)));
    }

    /** Columns that hold words and no number in the first records of any file. */
    private Set<String> textColumns(List<CsvFile> files) throws IOException {
        Set<String> words = new LinkedHashSet<>();
        Set<String> numbers = new LinkedHashSet<>();
        for (CsvFile file : files) {
            List<String> columns = file.columns();
            for (CsvRecord record : file.sample(SAMPLE)) {
                for (int i = 0; i < Math.min(columns.size(), record.getFieldCount()); i++) {
                    String field = record.getField(i).strip();
                    if (!settings.format().isMissing(field)) {
                        (CsvNumber.isNumber(field) ? numbers : words).add(columns.get(i));
                    }
                }
            }
        }
        words.removeAll(numbers);
        return words;
    }

    private void problem(String subject, String message) {
        problems.add(new Discovery.Problem(subject, message));
    }
}
