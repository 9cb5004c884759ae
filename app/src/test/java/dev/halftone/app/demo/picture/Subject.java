package dev.halftone.app.demo.picture;

import java.awt.Graphics2D;

/// A product in front of the camera. It stands on the line y = 830 of a field of 1000 by 1000, around x = 500.
interface Subject {
    /// Half the width of the shadow it throws.
    int shadow();

    void paint(Graphics2D g);
}
