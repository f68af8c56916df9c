/*
 * The scenario language.
 *
 * Conventions: every decision needs one token of lookahead, so that an error is found at the token
 * that is wrong and the set of expected tokens is exact; what is too liberal here (which statement
 * may stand in which block, words such as "via") is checked by the visitor, which knows better
 * words for it. Errors leave every rule up to "statement" and are reported there.
 */
parser grammar LockstepParser;

options { tokenVocab = LockstepLexer; superClass = ParserSupport; }

scenarioFile: (SEP | statement | strayBrace)* EOF;

strayBrace: RBRACE;

block: LBRACE (SEP | statement)* RBRACE;

statement
  : ( title
    | seed
    | param
    | let
    | kernel
    | profile
    | nodes
    | set
    | link
    | routes
    | route
    | loop
    | flow
    | ping
    | at
    | linkState
    | capture
    | expect
    | property
    | sysctl
    | file
    | toward
    | unknown
    ) { requireEnd(); }
  ;

title: SCENARIO STRING;

seed: SEED expression;

param: PARAM name ASSIGN expression (COMMA expression)*;

let: LET name ASSIGN expression;

kernel: KERNEL KERNEL_NAME (ASSIGN KERNEL_NAME)?;

profile: PROFILE name block;

nodes: NODE reference (COMMA reference)* (COLON name (COMMA name)*)? block?;

set: SET reference (COMMA reference)* block;

link: LINK linkEnd (ASSIGN linkEnd)? DASHES linkEnd block?;

linkEnd: reference (DOT name)? (ADDRESS | PREFIX)*;

routes: ROUTES word;

route: ROUTE reference expression word expression;

loop: FOR name word expression (RANGE expression | (COMMA expression)*) block;

flow: FLOW reference (ASSIGN word)? endpoint ARROW target block?;

ping: PING endpoint (ASSIGN endpoint)? ARROW target block?;

endpoint: (reference | ADDRESS) (COLON expression)?;

target: endpoint | LBRACK ADDRESS RBRACK (COLON expression)?;

at: AT expression block;

linkState: (UP | DOWN) reference (COMMA reference)*;

capture: CAPTURE word;

expect: EXPECT expression clause*;

clause: (BY | AT_TIME) expression;

property: PROPERTY expression;

sysctl: SYSCTL SYSCTL_KEY ASSIGN (RAW_VALUE | STRING);

file: FILE STRING ASSIGN STRING;

toward: TOWARD reference block;

unknown: UNKNOWN junk* | STRAY_LBRACE (SEP | junk)* RBRACE junk*;

junk: ~(SEP | LBRACE | STRAY_LBRACE | RBRACE) | (LBRACE | STRAY_LBRACE) (SEP | junk)* RBRACE;

expression
  : primary # atom
  | expression DOT name (LPAREN arguments RPAREN)? # member
  | expression LBRACK index RBRACK # element
  | MINUS expression # negation
  | expression (STAR | SLASH) expression # binary
  | expression (PLUS | MINUS) expression # binary
  | expression (EQ | NE | LT | LE | GT | GE) expression # binary
  | NOT expression # inversion
  | expression AND expression # binary
  | expression OR expression # binary
  ;

primary
  : NUMBER # number
  | QUANTITY # quantity
  | STRING # text
  | ADDRESS # address
  | PREFIX # prefix
  | VARIABLE # variable
  | IDENT (LPAREN arguments RPAREN)? # call
  | LPAREN expression RPAREN # parentheses
  | NO? PACKET word seenLink (WHERE expression)? # packetSeen
  ;

arguments: (expression (COMMA expression)*)?;

reference: IDENT (LBRACK index RBRACK)*;

// A reference too; a rule of its own keeps what may follow an expression away from reference.
seenLink: IDENT (LBRACK index RBRACK)*;

index: STAR | expression (RANGE expression)?;

name: IDENT;

word: IDENT;
