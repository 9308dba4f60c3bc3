package org.adei.cache.testkit.recordings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Real measurements as CSV; the columns, origin and licences stand in {@code recordings/README.md}. */
public enum Recording {
    /** Columns {@code No,year,month,day,hour,pm2.5,DEWP,TEMP,PRES,cbwd,Iws,Is,Ir}; CC BY 4.0. */
    BEIJING_PM25("beijing-pm25.csv", "Chen, S. (2015), Beijing PM2.5, UCI Machine Learning Repository, CC BY 4.0"),

    /** Columns {@code timestamp,value}; MIT. */
    MACHINE_TEMPERATURE("machine-temperature.csv", "Numenta Anomaly Benchmark, MIT"),

    /** Columns {@code timestamp,value}; MIT. */
    AMBIENT_TEMPERATURE("ambient-temperature.csv", "Numenta Anomaly Benchmark, MIT");

    private final String fileName;
    private final String attribution;

    Recording(String fileName, String attribution) {
        this.fileName = fileName;
        this.attribution = attribution;
    }

    public String fileName() {
        return fileName;
    }

    /** Who made it and under which licence it is passed on, in a line. */
    public String attribution() {
        return attribution;
    }

    /** The CSV, UTF-8; the caller closes it. */
    public InputStream open() {
        return Resource.open("/recordings/" + fileName);
    }

    /** Copies the CSV into a folder, over a file of this name, and returns its path. */
    public Path copyTo(Path folder) throws IOException {
        Path copy = folder.resolve(fileName);
        try (InputStream content = open()) {
            Files.copy(content, copy, StandardCopyOption.REPLACE_EXISTING);
        }
        return copy;
    }
}
