# Shows the stages of a build, and how long each takes. Sourced by ./halftone; POSIX sh.

stage_name=

# Begins the stage $1, and ends the one before it.
stage() {
    end_stage
    stage_name=$1
    stage_began=$(date +%s)
    printf 'halftone:   %s ' "$1" >&2
}

end_stage() {
    [ -z "$stage_name" ] || printf '%s s\n' "$(($(date +%s) - stage_began))" >&2
    stage_name=
}

# Reads Maven's output, and makes a stage of each module. The parent, `halftone`, has nothing to compile.
# A module begins with `[INFO] ----< dev.halftone:engine >----`.
module_stages() {
    while IFS= read -r line; do
        printf '%s\n' "$line"
        case $line in
            *'< dev.halftone:halftone >'*) ;;
            *'< dev.halftone:'*' >'*)
                module=${line#*dev.halftone:}
                stage "compiling ${module%% *}"
                ;;
        esac
    done
    end_stage
}
