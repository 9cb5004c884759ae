package dev.halftone.engine.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import okhttp3.HttpUrl;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ShareLinkTest {

    @ParameterizedTest
    @CsvSource({
        "https://github.com/o/r/blob/main/img/a%20b.jpg, https://raw.githubusercontent.com/o/r/main/img/a%20b.jpg",
        "http://www.github.com/o/r/blob/v1/a.jpg?raw=true#L1, https://raw.githubusercontent.com/o/r/v1/a.jpg#L1"
    })
    void resolvesGitHubPages(String page, String file) {
        assertThat(resolve(page)).isEqualTo(file);
    }

    @ParameterizedTest
    @CsvSource({
        "https://drive.google.com/file/d/1a_B-c/view?usp=sharing, 1a_B-c",
        "https://drive.google.com/file/d/1a_B-c/edit, 1a_B-c",
        "https://drive.google.com/file/d/1a_B-c, 1a_B-c",
        "https://drive.google.com/file/u/0/d/1a_B-c/view, 1a_B-c",
        "https://drive.google.com/a/shop.test/file/d/1a_B-c/view, 1a_B-c",
        "https://drive.google.com/open?id=1a_B-c&usp=drive_copy, 1a_B-c",
        "https://drive.google.com/uc?id=1a_B-c, 1a_B-c",
        "https://drive.google.com/uc?export=view&id=1a_B-c, 1a_B-c",
        "https://docs.google.com/uc?id=1a_B-c, 1a_B-c",
        "https://drive.google.com/file/d/1a_B-c/view?resourcekey=0-Xyz, 1a_B-c&resourcekey=0-Xyz"
    })
    void resolvesGoogleDrivePages(String page, String id) {
        assertThat(resolve(page)).isEqualTo("https://drive.google.com/uc?export=download&id=" + id);
    }

    @ParameterizedTest
    @CsvSource({
        "https://www.dropbox.com/s/ab12/a.jpg?dl=0, https://www.dropbox.com/s/ab12/a.jpg?raw=1",
        "https://dropbox.com/s/ab12/a.jpg, https://dropbox.com/s/ab12/a.jpg?raw=1",
        "https://www.dropbox.com/scl/fi/x/a.jpg?rlkey=k&st=s&dl=0,"
                + "https://www.dropbox.com/scl/fi/x/a.jpg?rlkey=k&st=s&raw=1"
    })
    void resolvesDropboxPages(String page, String file) {
        assertThat(resolve(page)).isEqualTo(file);
    }

    @ParameterizedTest
    @CsvSource({
        "https://gitlab.com/g/p/-/blob/main/a.jpg, https://gitlab.com/g/p/-/raw/main/a.jpg",
        "https://gitlab.com/g/sub/p/-/blob/main/x/a.jpg?ref_type=heads,"
                + "https://gitlab.com/g/sub/p/-/raw/main/x/a.jpg?ref_type=heads",
        "https://gitlab.shop.test/g/p/-/blob/main/a.jpg, https://gitlab.shop.test/g/p/-/raw/main/a.jpg"
    })
    void resolvesGitLabPages(String page, String file) {
        assertThat(resolve(page)).isEqualTo(file);
    }

    @ParameterizedTest
    @CsvSource({
        "/spreadsheets/d/1aB_-c/edit#gid=12, /spreadsheets/d/1aB_-c/export?format=csv&gid=12",
        "/spreadsheets/d/1aB_-c/edit?gid=12#gid=12, /spreadsheets/d/1aB_-c/export?format=csv&gid=12",
        "/spreadsheets/d/1aB_-c/edit?usp=sharing, /spreadsheets/d/1aB_-c/export?format=csv",
        "/spreadsheets/d/1aB_-c, /spreadsheets/d/1aB_-c/export?format=csv",
        "/spreadsheets/d/1aB_-c/, /spreadsheets/d/1aB_-c/export?format=csv",
        "/spreadsheets/u/1/d/1aB_-c/htmlview?resourcekey=0-X, "
                + "/spreadsheets/d/1aB_-c/export?format=csv&resourcekey=0-X",
        "/a/shop.test/spreadsheets/d/1aB_-c/view, /spreadsheets/d/1aB_-c/export?format=csv",
        "/spreadsheets/d/e/2PACX-1v/pubhtml?gid=12&single=true, /spreadsheets/d/e/2PACX-1v/pub?output=csv&gid=12",
        "/spreadsheets/d/e/2PACX-1v/pub?output=xlsx, /spreadsheets/d/e/2PACX-1v/pub?output=xlsx",
        "/spreadsheets/d/1aB_-c/export?format=xlsx, /spreadsheets/d/1aB_-c/export?format=xlsx",
        "/spreadsheets/d/1aB_-c/gviz/tq?tqx=out:csv, /spreadsheets/d/1aB_-c/gviz/tq?tqx=out:csv",
        "/document/d/1aB_-c/edit, /document/d/1aB_-c/edit"
    })
    void resolvesGoogleSheets(String page, String file) {
        var url = HttpUrl.get("https://docs.google.com" + page);

        assertThat(ShareLink.resolveCatalog(url)).hasToString("https://docs.google.com" + file);
    }

    @ParameterizedTest
    @CsvSource({
        "https://github.com/o/r/blob/main/a.csv, https://raw.githubusercontent.com/o/r/main/a.csv",
        "https://shop.test/products.csv?v=1, https://shop.test/products.csv?v=1"
    })
    void resolvesPagesOfCatalogues(String page, String file) {
        assertThat(ShareLink.resolveCatalog(HttpUrl.get(page))).hasToString(file);
    }

    @ParameterizedTest
    @CsvSource("https://bitbucket.org/w/r/src/main/a.jpg?at=main, https://bitbucket.org/w/r/raw/main/a.jpg")
    void resolvesBitbucketPages(String page, String file) {
        assertThat(resolve(page)).isEqualTo(file);
    }

    @ParameterizedTest
    @CsvSource({
        "https://shop.sharepoint.com/:i:/s/Catalog/EaB_c?e=4xYz, "
                + "https://shop.sharepoint.com/:i:/s/Catalog/EaB_c?e=4xYz&download=1",
        "https://shop-my.sharepoint.com/:i:/g/personal/a_shop_test/EaB_c, "
                + "https://shop-my.sharepoint.com/:i:/g/personal/a_shop_test/EaB_c?download=1",
        "https://shop.sharepoint.com/:u:/s/Catalog/EaB_c?download=0, "
                + "https://shop.sharepoint.com/:u:/s/Catalog/EaB_c?download=1"
    })
    void resolvesSharePointPages(String page, String file) {
        assertThat(resolve(page)).isEqualTo(file);
    }

    @ParameterizedTest
    @CsvSource({
        "https://onedrive.live.com/embed?cid=A1&resid=A1%2132&authkey=AN, "
                + "https://onedrive.live.com/download?cid=A1&resid=A1%2132&authkey=AN",
        "https://onedrive.live.com/redir?resid=A1!32&authkey=!AN, "
                + "https://onedrive.live.com/download?resid=A1!32&authkey=!AN"
    })
    void resolvesOneDrivePages(String page, String file) {
        assertThat(resolve(page)).isEqualTo(file);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://imgur.com/aB3dE9z", "https://www.imgur.com/aB3dE9z", "http://m.imgur.com/aB3dE9z?r#top"
            })
    void resolvesImgurPages(String page) {
        assertThat(resolve(page)).isEqualTo("https://i.imgur.com/aB3dE9z.jpg");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://imgur.com/privacy",
                "https://imgur.com/a/aB3dE9z",
                "https://i.imgur.com/aB3dE9z.png",
                "https://onedrive.live.com/download?resid=A1!32&authkey=!AN",
                "https://onedrive.live.com/embed",
                "https://shop.sharepoint.com/:f:/s/Catalog/EaB_c",
                "https://shop.sharepoint.com/sites/Catalog/Images/a.jpg",
                "https://notsharepoint.com/:i:/s/Catalog/EaB_c",
                "https://shop.test/o/r/blob/main/a.jpg",
                "https://github.com/o/r/raw/main/a.jpg",
                "https://github.com/o/r/blob/main",
                "https://raw.githubusercontent.com/o/r/blob/main/a.jpg",
                "https://drive.google.com/drive/folders/1abc",
                "https://drive.google.com/open",
                "https://drive.google.com/thumbnail?id=1abc",
                "https://www.dropbox.com/s/ab12/a.jpg?dl=1",
                "https://www.dropbox.com/home/a.jpg",
                "https://gitlab.com/g/p/-/raw/main/a.jpg",
                "https://gitlab.com/g/p/blob/main/a.jpg",
                "https://shop.test/g/p/-/blob/main/a.jpg",
                "https://bitbucket.org/w/r/raw/main/a.jpg",
                "https://notgithub.com/o/r/blob/main/a.jpg"
            })
    void keepsOtherUrls(String url) {
        assertThat(resolve(url)).isEqualTo(url);
    }

    private static String resolve(String url) {
        return ShareLink.resolve(HttpUrl.get(url)).toString();
    }
}
