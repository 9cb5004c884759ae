/// Stores images and uploads durably, in folders or in a bucket: a file appears complete or not at all.
///
/// Processed images are public under their [ImageFileName]. Uploads are private and kept until their request is
/// deleted. Start at [Storage]. On disk, files survive a power cut ([DurableFolder]); a bucket is shared by all nodes
/// ([S3Bucket]).
@NullMarked
package dev.halftone.engine.storage;

import org.jspecify.annotations.NullMarked;
