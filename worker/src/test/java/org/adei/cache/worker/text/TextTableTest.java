package org.adei.cache.worker.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextTableTest {
    @Test
    void numbersStandToTheRightAndWordsToTheLeft() {
        TextTable table = new TextTable("NAME", "ROWS", "BYTES")
                .row("a", "1,234", "1.5 MiB")
                .row("longer", "7", "-");
        assertThat(table.text()).isEqualTo("""
                        NAME     ROWS    BYTES
                        a       1,234  1.5 MiB
                        longer      7        -
                        """);
    }

    @Test
    void namesThatTryToSteerTheTerminalAreMadeHarmless() {
        assertThat(new TextTable("NAME").row("\u001b[31mred\nline").text()).isEqualTo("NAME\n?[31mred?line\n");
    }
}
