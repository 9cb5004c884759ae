package dev.halftone.imaging.vips;

import static dev.halftone.imaging.vips.NativeLibrary.INT;
import static dev.halftone.imaging.vips.NativeLibrary.POINTER;
import static dev.halftone.imaging.vips.NativeLibrary.SIZE;

/// The part of libvips' and GObject's C interface used here, as their headers declare it.
final class VipsFunctions {
    final NativeLibrary.NativeFunction init;
    final NativeLibrary.NativeFunction version;
    final NativeLibrary.NativeFunction setConcurrency;
    final NativeLibrary.NativeFunction setCacheSize;
    final NativeLibrary.NativeFunction blockUntrusted;
    final NativeLibrary.NativeFunction blockOperations;
    final NativeLibrary.NativeFunction handleLog;

    final NativeLibrary.NativeFunction takeErrors;
    final NativeLibrary.NativeFunction free;

    final NativeLibrary.NativeFunction newOperation;
    final NativeLibrary.NativeFunction setFromString;
    final NativeLibrary.NativeFunction build;
    final NativeLibrary.NativeFunction setProperty;
    final NativeLibrary.NativeFunction property;
    final NativeLibrary.NativeFunction unrefOutputs;
    final NativeLibrary.NativeFunction unref;

    final NativeLibrary.NativeFunction newBlob;
    final NativeLibrary.NativeFunction blobBytes;
    final NativeLibrary.NativeFunction unrefArea;

    final NativeLibrary.NativeFunction imageFromMemory;
    final NativeLibrary.NativeFunction newImageArray;
    final NativeLibrary.NativeFunction width;
    final NativeLibrary.NativeFunction height;
    final NativeLibrary.NativeFunction bands;
    final NativeLibrary.NativeFunction bandFormat;
    final NativeLibrary.NativeFunction interpretation;
    final NativeLibrary.NativeFunction hasAlpha;
    final NativeLibrary.NativeFunction fieldType;
    final NativeLibrary.NativeFunction intField;
    final NativeLibrary.NativeFunction blobField;
    final NativeLibrary.NativeFunction setBlobField;
    final NativeLibrary.NativeFunction removeField;
    final NativeLibrary.NativeFunction setIntField;
    final NativeLibrary.NativeFunction copyMemory;
    final NativeLibrary.NativeFunction kill;

    VipsFunctions(NativeLibrary c) {
        init = c.function("vips_init", INT, POINTER);
        version = c.function("vips_version", INT, INT);
        setConcurrency = c.procedure("vips_concurrency_set", INT);
        setCacheSize = c.procedure("vips_cache_set_max", INT);
        blockUntrusted = c.procedure("vips_block_untrusted_set", INT);
        blockOperations = c.procedure("vips_operation_block_set", POINTER, INT);
        handleLog = c.function("g_log_set_handler", INT, POINTER, INT, POINTER, POINTER);

        takeErrors = c.function("vips_error_buffer_copy", POINTER);
        free = c.procedure("g_free", POINTER);

        newOperation = c.function("vips_operation_new", POINTER, POINTER);
        setFromString = c.function("vips_object_set_from_string", INT, POINTER, POINTER);
        build = c.function("vips_object_build", INT, POINTER);
        setProperty = c.variadicProcedure("g_object_set", 2, POINTER, POINTER, POINTER, POINTER);
        property = c.variadicProcedure("g_object_get", 2, POINTER, POINTER, POINTER, POINTER);
        unrefOutputs = c.procedure("vips_object_unref_outputs", POINTER);
        unref = c.procedure("g_object_unref", POINTER);

        newBlob = c.function("vips_blob_new", POINTER, POINTER, POINTER, SIZE);
        blobBytes = c.function("vips_blob_get", POINTER, POINTER, POINTER);
        unrefArea = c.procedure("vips_area_unref", POINTER);

        imageFromMemory = c.function("vips_image_new_from_memory", POINTER, POINTER, SIZE, INT, INT, INT, INT);
        newImageArray = c.function("vips_array_image_new", POINTER, POINTER, INT);
        width = c.function("vips_image_get_width", INT, POINTER);
        height = c.function("vips_image_get_height", INT, POINTER);
        bands = c.function("vips_image_get_bands", INT, POINTER);
        bandFormat = c.function("vips_image_get_format", INT, POINTER);
        interpretation = c.function("vips_image_get_interpretation", INT, POINTER);
        hasAlpha = c.function("vips_image_hasalpha", INT, POINTER);
        fieldType = c.function("vips_image_get_typeof", SIZE, POINTER, POINTER);
        intField = c.function("vips_image_get_int", INT, POINTER, POINTER, POINTER);
        blobField = c.function("vips_image_get_blob", INT, POINTER, POINTER, POINTER, POINTER);
        setBlobField = c.procedure("vips_image_set_blob_copy", POINTER, POINTER, POINTER, SIZE);
        removeField = c.function("vips_image_remove", INT, POINTER, POINTER);
        setIntField = c.procedure("vips_image_set_int", POINTER, POINTER, INT);
        copyMemory = c.function("vips_image_copy_memory", POINTER, POINTER);
        kill = c.procedure("vips_image_set_kill", POINTER, INT);
    }
}
