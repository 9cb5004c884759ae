/// What can be set: texts from flags, system properties and the environment come in, typed settings go out.
///
/// Every setting has one name in three forms ([SettingName]), looked up by [SettingSources]. Each `…Options` class is a
/// group of flags that a command takes on, and makes the settings record of the room it is for.
@NullMarked
package dev.halftone.app.setting;

import org.jspecify.annotations.NullMarked;
