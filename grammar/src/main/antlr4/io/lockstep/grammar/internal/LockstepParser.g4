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

// The inside of ${…}.
interpolation: expression EOF;

block: LBRACE (SEP | statement)* RBRACE;

statement
  : ( title
    | seed
    | param
    | constraint
    | let
    | include
    | kernel
    | profile
    | group
    | topology
    | use
    | nodes
    | set
    | link
    | lan
    | routes
    | route
    | policy
    | neighbour
    | address
    | remove
    | loop
    | conditional
    | flow
    | ping
    | program
    | script
    | moment
    | label
    | step
    | at
    | during
    | every
    | after
    | when
    | linkState
    | startStop
    | reboot
    | capture
    | expect
    | packetLine
    | fault
    | inject
    | implicit
    | sample
    | property
    | sysctl
    | entry
    | file
    | stdin
    | env
    | directory
    | toward
    | netdev
    | device
    | qdisc
    | qdiscClass
    | match
    | option
    | part
    | socketOption
    | unknown
    ) { requireEnd(); }
  ;

// Definitions.

title: SCENARIO STRING;

seed: SEED expression;

param: PARAM name ASSIGN item (COMMA item)*;

constraint: CONSTRAINT expression;

let: LET name ASSIGN expression;

include: INCLUDE STRING;

kernel: KERNEL KERNEL_NAME (ASSIGN KERNEL_NAME)?;

profile: PROFILE name bases? block;

bases: COLON name (COMMA name)*;

group: GROUP definition ASSIGN reference (COMMA reference)*;

topology: TOPOLOGY name LPAREN (parameter (COMMA parameter)*)? RPAREN block;

parameter: name (ASSIGN expression)?;

use: USE definition (ASSIGN name)? LPAREN (argument (COMMA argument)*)? RPAREN;

// Before "=" there must be a name.
argument: expression (ASSIGN expression)?;

loop: FOR name word item (COMMA item)* block;

conditional: IF expression block elseIf* (ELSE block)?;

elseIf: ELSE_IF IF expression block;

// Nodes and what connects them.

nodes: NODE definition (COMMA definition)* bases? block?;

set: SET reference (COMMA reference)* block;

link: LINK linkEnd (ASSIGN linkEnd)? DASHES linkEnd block?;

lan: LAN linkEnd (ASSIGN linkEnd)? (COMMA linkEnd)* block?;

linkEnd: reference operand*;

routes: ROUTES word;

route: ROUTE reference FLAG? operand attribute* (COMMA attribute+)*;

policy: RULE reference (attribute | FLAG)+;

neighbour: NEIGHBOUR reference operand attribute+;

address: ADDRESS_WORD reference operand (COMMA operand)*;

remove: REMOVE (route | policy | neighbour | address);

attribute: (KEY | IDENT) expression;

// Lines of blocks.

property: PROPERTY (expression | AFTER completion);

sysctl: SYSCTL (entry | block);

entry: SYSCTL_KEY ASSIGN (RAW_VALUE | STRING);

file: FILE STRING (ASSIGN | word) STRING;

stdin: STDIN word? STRING;

env: ENV name ASSIGN STRING;

directory: DIRECTORY STRING;

toward: TOWARD reference block;

netdev: INTERFACE netdevName block;

device: DEVICE netdevName ASSIGN name block?;

netdevName: NETDEV_NAME | STRING;

qdisc: QDISC name block?;

qdiscClass: CLASS expression block?;

match: MATCH block;

option: OPTION (RAW_WORD | expression (COMMA expression)*);

// A header of a packet, or a field or an option of one.
part: PART (item (COMMA item)*)? block?;

socketOption: SOCKET_OPTION name name? ASSIGN expression;

// Traffic, the timeline, expectations.

flow: FLOW definition (ASSIGN word)? endpoint ARROW target block?;

ping: (PING | TRACEROUTE) endpoint (ASSIGN endpoint)? ARROW target block?;

// Without "=" the definition must be "on".
program: (EXEC | DAEMON) definition (ASSIGN word)? reference STRING block?;

script: PROGRAM definition word reference block;

// Lines of a script. CALL and THEN are empty tokens that the lexer puts before calls.

moment: (MOMENT expression | SEQUEL completion) (block | THEN step)?;

label: LABEL name;

step: (BIND definition ASSIGN | CALL) expression stepClause*;

stepClause: FAILS name | (TAKES | BLOCKS | LIMIT) item;

endpoint: (reference | ADDRESS | PATTERN | VARIABLE) (COLON expression)?;

target: endpoint | LBRACK (ADDRESS | PATTERN | VARIABLE) RBRACK (COLON expression)?;

at: AT expression block;

during: FROM expression TO expression block;

every: EVERY expression everyClause* block;

everyClause: SINCE expression | TO expression | (NUMBER | designator) TIMES;

after: AFTER completion block;

completion: reference (AND reference)* (PLUS expression)?;

when: WHEN expression block;

linkState: (UP | DOWN) reference (COMMA reference)*;

startStop: (START | STOP) reference (COMMA reference)*;

reboot: REBOOT reference (COMMA reference)*;

capture: CAPTURE word;

expect: EXPECT (sequence | (ALWAYS | NEVER | EVENTUALLY)? expression clause*);

sequence: SEQUENCE ON reference direction? filter? block;

clause: (BY | AT_TIME) expression | WITHIN expression RANGE expression;

implicit: IMPLICIT word (COMMA word)* word?;

sample: SAMPLE expression (COMMA expression)*;

// A line of a sequence.
packetLine: NO? PACKET name? direction? filter? packetClause*;

packetClause: AT_TIME expression | BY expression | LATER expression | WITHIN item;

direction: DIRECTION reference;

filter: WHERE expression;

fault: FAULT word expression? TARGET which? ON reference direction? filter? block?;

which: PERIOD expression | item (COMMA item)*;

inject: INJECT injectPlace injectClause* block;

injectPlace: FLAG? reference direction? | direction;

injectClause
  : AT_TIME expression
  | LATER expression
  | PERIOD expression
  | (NUMBER | designator) TIMES
  ;

unknown: UNKNOWN junk* | STRAY_LBRACE (SEP | junk)* RBRACE junk*;

junk: ~(SEP | LBRACE | STRAY_LBRACE | RBRACE) | (LBRACE | STRAY_LBRACE) (SEP | junk)* RBRACE;

// Values.

item: expression (RANGE expression (STEP expression)?)?;

expression
  : primary # atom
  | expression DOT name (LPAREN arguments RPAREN)? # member
  | expression LBRACK index RBRACK # element
  | expression PORT_COLON expression # socketAddress
  | MINUS expression # negation
  | expression (STAR | SLASH | AMPERSAND) expression # binary
  | expression (PLUS | MINUS | BAR) expression # binary
  | expression (EQ | NE | LT | LE | GT | GE) expression # binary
  | expression NEGATED? TEXT_TEST expression # textTest
  | NOT expression # inversion
  | expression AND expression # binary
  | expression OR expression # binary
  | expression WHERE expression # filtered
  ;

primary
  : NUMBER # number
  | QUANTITY # quantity
  | STRING # text
  | ADDRESS # ipAddress
  | PREFIX # prefix
  | PATTERN # pattern
  | VARIABLE # variable
  | IDENT (LPAREN arguments RPAREN)? # call
  | LPAREN expression RPAREN # parentheses
  | LBRACK (item (COMMA item)*)? RBRACK # list
  | NO? PACKET word (ASSIGN word)? seenLink (DIRECTION seenLink)? # packetSeen
  ;

// A name and "=" may stand before what a script hands to a call.
arguments
  : (expression (FIELD_ASSIGN expression)? (COMMA expression (FIELD_ASSIGN expression)?)*)?;

// What may stand directly behind a name: nothing that opens with a bracket or a sign.
operand: ADDRESS | PREFIX | PATTERN | VARIABLE | designator;

designator: IDENT (LPAREN arguments RPAREN)? (LBRACK index RBRACK | DOT name)*;

definition: IDENT (LBRACK index RBRACK)*;

reference: definition (DOT (definition | STRING))*;

// A reference too; tokens of its own keep what may follow an expression away from reference.
seenLink: seenStep (SEEN_DOT seenStep)*;

seenStep: IDENT (SEEN_LBRACK index RBRACK)*;

index: STAR | expression (RANGE expression)?;

name: IDENT;

word: IDENT;
