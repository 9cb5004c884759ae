package dev.halftone.testkit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// The answers of one path, in turn; the last stays.
final class Script {
    private final Deque<Answer> answers = new ArrayDeque<>();

    Script(Answer first, Answer... next) {
        answers.add(first);
        answers.addAll(List.of(next));
    }

    synchronized Answer next() {
        return answers.size() > 1 ? answers.removeFirst() : answers.getFirst();
    }
}
