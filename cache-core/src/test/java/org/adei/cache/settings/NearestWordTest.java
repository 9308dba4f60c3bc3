package org.adei.cache.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestWordTest {
    @ParameterizedTest
    @CsvSource({"pasword, password", "usre, user", "URL, url", "uzr, url", "cachepassword, password"})
    void theWordWithTheFewestEditsIsNearest(String written, String nearest) {
        assertThat(NearestWord.of(written, List.of("password", "url", "user"))).contains(nearest);
    }

    @ParameterizedTest
    @CsvSource({"a, a, 0", "ab, ba, 1", "abc, ac, 1", "kitten, sitting, 3"})
    void editsAreCounted(String a, String b, int edits) {
        assertThat(NearestWord.distance(a, b)).isEqualTo(edits);
    }
}
