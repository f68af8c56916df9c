/**
 * The language server: diagnostics, completion, hover, navigation, renaming and formatting for
 * editors, over the Language Server Protocol.
 *
 * <p>What must work while a line is being typed goes by {@link io.lockstep.engine.lsp.Token}s,
 * which any text has; the rest goes by the syntax tree and the checker.
 */
package io.lockstep.engine.lsp;
