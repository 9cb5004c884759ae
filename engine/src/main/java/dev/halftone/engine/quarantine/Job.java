package dev.halftone.engine.quarantine;

import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.Recipe;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/// One image to be coded in another process.
public record Job(ImageBytes source, Recipe recipe) {

    void write(DataOutputStream out) throws IOException {
        out.writeInt(recipe.quality());
        out.writeInt(recipe.maxWidth());
        out.writeInt(recipe.maxHeight());
        out.writeUTF(recipe.format().name());
        out.writeInt(source.size());
        out.write(source.array());
    }

    static Job read(DataInputStream in) throws IOException {
        var recipe = new Recipe(in.readInt(), in.readInt(), in.readInt(), Recipe.OutputFormat.valueOf(in.readUTF()));
        return new Job(new ImageBytes(in.readNBytes(in.readInt())), recipe);
    }
}
