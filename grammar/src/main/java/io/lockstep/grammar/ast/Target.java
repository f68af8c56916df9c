package io.lockstep.grammar.ast;

/** What a flow or a ping starts from or aims at: a node, or an address. */
public sealed interface Target extends AstNode
    permits Reference, Expression.Address, Expression.Pattern {}
