package dev.halftone.app.access;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Calls that everybody may make, key or none: they tell nothing of anybody's requests. Every other call wants a key
/// where keys are wanted, so that forgetting this closes a door rather than opening one.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface WithoutKey {}
