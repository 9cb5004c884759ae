package dev.halftone.engine.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import okhttp3.HttpUrl;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SharePageTest {

    @ParameterizedTest
    @CsvSource({
        "https://www.flickr.com/photos/some-one/51234567890/, a photo on Flickr, live.staticflickr.com",
        "https://flickr.com/photos/12345@N01/51234567890/in/photostream/, a photo on Flickr, live.staticflickr.com",
        "https://www.flickr.com/photos/some-one/albums/7215, a photo on Flickr, live.staticflickr.com",
        "https://flic.kr/p/2aBcDe, a page on Flickr, live.staticflickr.com",
        "https://imgur.com/a/aB3dE9z, an album on Imgur, i.imgur.com",
        "https://imgur.com/gallery/some-title-aB3dE9z, an album on Imgur, i.imgur.com",
        "https://1drv.ms/i/s!AkCh-QtrC8Vf?e=7aLpVf, a file on OneDrive, Embed",
        "https://onedrive.live.com/?id=A1%2132&cid=A1, a file on OneDrive, Embed",
        "https://shop.sharepoint.com/:f:/s/Catalog/EaB_c, a folder on SharePoint, each image by itself",
        "https://drive.google.com/drive/folders/1abc?usp=sharing, a folder on Google Drive, each image by itself",
        "https://drive.google.com/drive/u/0/folders/1abc, a folder on Google Drive, each image by itself",
        "https://www.dropbox.com/scl/fo/abc/def?rlkey=x&dl=0, a folder on Dropbox, each image by itself",
        "https://photos.app.goo.gl/AbC, a page on Google Photos, its own address",
        "https://share.icloud.com/photos/0abc, a page on iCloud, public"
    })
    void saysWhatToCopyInstead(String page, String description, String advice) {
        assertThat(SharePage.describe(HttpUrl.get(page)))
                .hasValueSatisfying(message -> assertThat(message)
                        .startsWith("the address is that of ")
                        .contains(description)
                        .contains(advice));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://live.staticflickr.com/65535/51234567890_abc_b.jpg",
                "https://www.flickr.com/images/logo.png",
                "https://i.imgur.com/aB3dE9z.jpg",
                "https://imgur.com/aB3dE9z",
                "https://onedrive.live.com/download?resid=A1!32&authkey=!AN",
                "https://onedrive.live.com/embed?resid=A1!32&authkey=!AN",
                "https://shop.sharepoint.com/:i:/s/Catalog/EaB_c",
                "https://shop.test/photos/some-one/51234567890/",
                "https://drive.google.com/file/d/1a_B-c/view",
                "https://www.dropbox.com/scl/fi/x/a.jpg?rlkey=k&dl=0"
            })
    void leavesOtherUrlsAlone(String url) {
        assertThat(SharePage.describe(HttpUrl.get(url))).isEmpty();
    }
}
