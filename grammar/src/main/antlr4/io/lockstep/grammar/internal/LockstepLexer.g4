/*
 * Tokens of the scenario language.
 *
 * Conventions: keywords in alphabetical order; fragments are called F_Name; tokens of a mode are
 * called M_Mode_Name when they keep a type of their own. Words that open a statement are keywords
 * only at its start, other words only where they can be meant: LexerSupport retypes them, so that a
 * flow may be called "up" and a node "at".
 */
lexer grammar LockstepLexer;

options { superClass = LexerSupport; }

// Set by LexerSupport.
tokens {
  ALWAYS, AMPERSAND, AT_TIME, BAR, BIND, BLOCKS, BY, CALL, DIRECTION, ELSE_IF, EVENTUALLY, FAILS, FIELD_ASSIGN, FLAG,
  KEY, LABEL, LATER, LIMIT, MOMENT, NEGATED, NEVER, NO, ON, OPTION, PACKET, PART, PERIOD, PORT_COLON,
  PROPERTY, SEEN_DOT, SEEN_LBRACK, SEQUEL, SEQUENCE, SINCE, STEP, STRAY_LBRACE, TAKES, TARGET,
  TEXT_TEST, THEN, TIMES, TO, UNKNOWN, WHERE, WITHIN
}

// Words that open a statement.
ADDRESS_WORD: 'address';
AFTER: 'after';
AT: 'at';
CAPTURE: 'capture';
CLASS: 'class';
CONSTRAINT: 'constraint';
DAEMON: 'daemon';
DEVICE: 'device';
DIRECTORY: 'directory';
DOWN: 'down';
ELSE: 'else';
ENV: 'env';
EVERY: 'every';
EXEC: 'exec';
EXPECT: 'expect';
FAULT: 'fault';
FILE: 'file';
FLOW: 'flow';
FOR: 'for';
FROM: 'from';
GROUP: 'group';
IF: 'if';
IMPLICIT: 'implicit';
INCLUDE: 'include';
INJECT: 'inject';
INTERFACE: 'interface';
KERNEL: 'kernel';
LAN: 'lan';
LET: 'let';
LINK: 'link';
MATCH: 'match';
NEIGHBOUR: 'neighbour';
NODE: 'node';
SOCKET_OPTION: 'option';
PARAM: 'param';
PING: 'ping';
PROFILE: 'profile';
PROGRAM: 'program';
QDISC: 'qdisc';
REBOOT: 'reboot';
REMOVE: 'remove';
ROUTE: 'route';
ROUTES: 'routes';
RULE: 'rule';
SAMPLE: 'sample';
SCENARIO: 'scenario';
SEED: 'seed';
SET: 'set';
START: 'start';
STDIN: 'stdin';
STOP: 'stop';
SYSCTL: 'sysctl';
TOPOLOGY: 'topology';
TOWARD: 'toward';
TRACEROUTE: 'traceroute';
UP: 'up';
USE: 'use';
WHEN: 'when';

// Reserved words.
AND: 'and';
NOT: 'not';
OR: 'or';

IDENT: [A-Za-z_] [A-Za-z0-9_]*;

ADDRESS: F_Dotted | F_Colons;
PREFIX: (F_Dotted | F_Colons) '/' F_Digits;
HEX: '0' [xX] F_Hex+ -> type(NUMBER);
QUANTITY: F_Number (F_UnitLetter [A-Za-z0-9_%\u00B5\u03BC]* | [ \t]+ 'packets' [A-Za-z0-9_]*);
NUMBER: F_Number;
STRING: '"' F_StringChar* '"';
LONG_STRING: '"""' F_LongChar* '"""' -> type(STRING);
UNTERMINATED: '"' F_StringChar* '\\'?;
UNTERMINATED_LONG: '"""' F_LongChar* '"'? '"'? '\\'? -> type(UNTERMINATED);
VARIABLE: F_Value;
UNCLOSED: '${' ~[}\r\n]*;
PATTERN: (F_DottedPattern | F_ColonPattern) ('/' F_Digits)? | F_LengthPattern;

ARROW: '->';
ASSIGN: '=';
COLON: ':';
COMMA: ',';
DASHES: '--';
DOT: '.';
EQ: '==';
GE: '>=';
GT: '>';
LBRACE: '{';
LBRACK: '[';
LE: '<=';
LPAREN: '(';
LT: '<';
MINUS: '-';
NE: '!=';
PLUS: '+';
RANGE: '..';
RBRACE: '}';
RBRACK: ']';
RPAREN: ')';
SEP: ';';
SLASH: '/';
STAR: '*';

NEWLINE: F_Newline+;
COMMENT: '#' ~[\r\n]* -> channel(HIDDEN);
WS: F_Blank+ -> skip;
ERROR_CHAR: .;

fragment F_Digits: [0-9]+;
fragment F_Number: F_Digits ('.' F_Digits)?;
fragment F_UnitLetter: [A-Za-z_%\u00B5\u03BC];
fragment F_Dotted: F_Digits ('.' F_Digits) ('.' F_Digits)+;
fragment F_Colons: F_Hex* ':' F_Hex* ':' [0-9A-Fa-f:]* (F_Digits ('.' F_Digits)+)?;
fragment F_Hex: [0-9A-Fa-f];
fragment F_StringChar: ~["\\\r\n] | '\\' ~[\r\n];
fragment F_LongChar: '"'? '"'? (~["\\] | '\\' .);
fragment F_Value: '${' ~[}\r\n]* '}';
fragment F_KeyChar: ~[ \t\f\u00A0\uFEFF\r\n=;{}#"$];
fragment F_Blank: [ \t\f\u00A0\uFEFF];
fragment F_Newline: '\r'? '\n' | '\r';

// Addresses with at least one interpolation in them: in a group of digits, or as their length.
fragment F_DottedPattern
  : (F_Digits '.')* F_Digits? F_Value F_Group* ('.' F_Group+)+
  | (F_Digits '.')+ F_Digits? F_Value F_Group*
  | F_Digits? F_Value F_Digits?
  ;
fragment F_ColonPattern
  : ( F_Hex* F_Value F_HexGroup* ':' F_HexGroup* ':'
    | F_Hex* ':' F_Hex* F_Value F_HexGroup* ':'
    | F_Hex* ':' F_Hex* ':' [0-9A-Fa-f:]* F_Value
    ) (F_HexGroup | ':')* ('.' F_Group+)*
  | F_Hex* ':' F_Hex* ':' [0-9A-Fa-f:]* (F_Digits '.')+ F_Digits? F_Value F_Group* ('.' F_Group+)*
  ;
fragment F_LengthPattern
  : (F_Dotted | F_Colons | F_DottedPattern | F_ColonPattern) '/' F_Digits? F_Value F_Digits?;
fragment F_Group: [0-9] | F_Value;
fragment F_HexGroup: F_Hex | F_Value;

// Behind "kernel": names hold dots and dashes.
mode KERNEL_NAMES;

KERNEL_NAME: ([A-Za-z0-9_.+~-] | F_Value)+;
M_Kernel_Unclosed: '${' ~[}\r\n]* -> type(UNCLOSED);
M_Kernel_Assign: '=' -> type(ASSIGN);
M_Kernel_End: F_Newline+ -> type(NEWLINE), popMode;
M_Kernel_Sep: ';' -> type(SEP), popMode;
M_Kernel_LBrace: '{' -> type(LBRACE), popMode;
M_Kernel_RBrace: '}' -> type(RBRACE), popMode;
M_Kernel_Comment: '#' ~[\r\n]* -> type(COMMENT), channel(HIDDEN);
M_Kernel_Ws: F_Blank+ -> skip;
M_Kernel_Error: . -> type(ERROR_CHAR);

// Behind "interface" and "device": names hold dots and dashes.
mode NETDEV_NAMES;

NETDEV_NAME: ([A-Za-z0-9_.+~@-] | F_Value)+;
M_Netdev_String: '"' F_StringChar* '"' -> type(STRING);
M_Netdev_Unterminated: '"' F_StringChar* '\\'? -> type(UNTERMINATED);
M_Netdev_Unclosed: '${' ~[}\r\n]* -> type(UNCLOSED);
M_Netdev_Assign: '=' -> type(ASSIGN), popMode;
M_Netdev_End: F_Newline+ -> type(NEWLINE), popMode;
M_Netdev_Sep: ';' -> type(SEP), popMode;
M_Netdev_LBrace: '{' -> type(LBRACE), popMode;
M_Netdev_RBrace: '}' -> type(RBRACE), popMode;
M_Netdev_Comment: '#' ~[\r\n]* -> type(COMMENT), channel(HIDDEN);
M_Netdev_Ws: F_Blank+ -> skip;
M_Netdev_Error: . -> type(ERROR_CHAR);

// Behind an option that takes words such as 802.3ad and layer3+4.
mode RAW_WORDS;

RAW_WORD: [A-Za-z0-9_.+-]+ -> popMode;
M_RawWord_Ws: F_Blank+ -> skip;
M_RawWord_Error: . -> type(ERROR_CHAR), popMode;

// Behind "sysctl": a key with dots, dashes, digits and interpolations.
mode SYSCTL_KEYS;

SYSCTL_KEY: (F_Value | F_KeyChar | '$' F_KeyChar)+;
M_SysctlKey_Unclosed: '${' ~[}\r\n]* -> type(UNCLOSED);
M_SysctlKey_Assign: '=' -> type(ASSIGN), mode(SYSCTL_VALUES);
M_SysctlKey_End: F_Newline+ -> type(NEWLINE), popMode;
M_SysctlKey_Sep: ';' -> type(SEP), popMode;
M_SysctlKey_LBrace: '{' -> type(LBRACE), popMode;
M_SysctlKey_RBrace: '}' -> type(RBRACE), popMode;
M_SysctlKey_Comment: '#' ~[\r\n]* -> type(COMMENT), channel(HIDDEN);
M_SysctlKey_Ws: F_Blank+ -> skip;
M_SysctlKey_Error: . -> type(ERROR_CHAR);

// Behind the "=" of a sysctl: everything to the end of the statement.
mode SYSCTL_VALUES;

M_SysctlValue_String: '"' F_StringChar* '"' -> type(STRING);
M_SysctlValue_Unterminated: '"' F_StringChar* '\\'? -> type(UNTERMINATED);
M_SysctlValue_Unclosed: '${' ~[}\r\n]* -> type(UNCLOSED);
RAW_VALUE
  : (F_Value | ~[ \t\f\u00A0\uFEFF\r\n;}#"$] | '$' ~[{\r\n;}#$])
    (F_Value | ~[\r\n;}#$] | '$' ~[{\r\n;}#$])* '$'?
  | '$'
  ;
M_SysctlValue_End: F_Newline+ -> type(NEWLINE), popMode;
M_SysctlValue_Sep: ';' -> type(SEP), popMode;
M_SysctlValue_RBrace: '}' -> type(RBRACE), popMode;
M_SysctlValue_Comment: '#' ~[\r\n]* -> type(COMMENT), channel(HIDDEN);
M_SysctlValue_Ws: F_Blank+ -> skip;
M_SysctlValue_Error: . -> type(ERROR_CHAR);
