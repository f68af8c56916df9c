package io.lockstep.engine.resolve;

import io.lockstep.engine.model.Prefix;
import io.lockstep.engine.model.Source;
import io.lockstep.grammar.ast.Span;

/** An address somebody wrote, and where. */
record GivenAddress(Prefix prefix, Span span, Source source) {}
