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
tokens { BY, AT_TIME, NO, PACKET, PROPERTY, STRAY_LBRACE, UNKNOWN, WHERE }

// Words that open a statement.
AT: 'at';
CAPTURE: 'capture';
DOWN: 'down';
EXPECT: 'expect';
FILE: 'file';
FLOW: 'flow';
FOR: 'for';
KERNEL: 'kernel';
LET: 'let';
LINK: 'link';
NODE: 'node';
PARAM: 'param';
PING: 'ping';
PROFILE: 'profile';
ROUTE: 'route';
ROUTES: 'routes';
SCENARIO: 'scenario';
SEED: 'seed';
SET: 'set';
SYSCTL: 'sysctl';
TOWARD: 'toward';
UP: 'up';

// Reserved words.
AND: 'and';
NOT: 'not';
OR: 'or';

IDENT: [A-Za-z_] [A-Za-z0-9_]*;

ADDRESS: F_Dotted | F_Colons;
PREFIX: (F_Dotted | F_Colons) '/' F_Digits;
QUANTITY: F_Number (F_UnitLetter [A-Za-z0-9_%\u00B5\u03BC]* | [ \t]+ 'packets' [A-Za-z0-9_]*);
NUMBER: F_Number;
STRING: '"' F_StringChar* '"';
UNTERMINATED: '"' F_StringChar* '\\'?;
VARIABLE: '${' ~[}\r\n]* '}';

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
WS: [ \t\f\u00A0\uFEFF]+ -> channel(HIDDEN);
ERROR_CHAR: .;

fragment F_Digits: [0-9]+;
fragment F_Number: F_Digits ('.' F_Digits)?;
fragment F_UnitLetter: [A-Za-z_%\u00B5\u03BC];
fragment F_Dotted: F_Digits ('.' F_Digits) ('.' F_Digits)+;
fragment F_Colons: F_Hex* ':' F_Hex* ':' [0-9A-Fa-f:]* (F_Digits ('.' F_Digits)+)?;
fragment F_Hex: [0-9A-Fa-f];
fragment F_StringChar: ~["\\\r\n] | '\\' ~[\r\n];
fragment F_Newline: '\r'? '\n' | '\r';

// Behind "kernel": names hold dots and dashes.
mode KERNEL_NAMES;

KERNEL_NAME: ([A-Za-z0-9_.+~-] | '${' ~[}\r\n]* '}')+;
M_Kernel_Assign: '=' -> type(ASSIGN);
M_Kernel_End: F_Newline+ -> type(NEWLINE), popMode;
M_Kernel_Sep: ';' -> type(SEP), popMode;
M_Kernel_LBrace: '{' -> type(LBRACE), popMode;
M_Kernel_RBrace: '}' -> type(RBRACE), popMode;
M_Kernel_Comment: '#' ~[\r\n]* -> type(COMMENT), channel(HIDDEN);
M_Kernel_Ws: [ \t\f\u00A0\uFEFF]+ -> type(WS), channel(HIDDEN);
M_Kernel_Error: . -> type(ERROR_CHAR);

// Behind "sysctl": a key with dots, dashes, digits and interpolations.
mode SYSCTL_KEYS;

SYSCTL_KEY: ('${' ~[}\r\n]* '}' | ~[ \t\f\u00A0\uFEFF\r\n=;{}#"$] | '$')+;
M_SysctlKey_Assign: '=' -> type(ASSIGN), mode(SYSCTL_VALUES);
M_SysctlKey_End: F_Newline+ -> type(NEWLINE), popMode;
M_SysctlKey_Sep: ';' -> type(SEP), popMode;
M_SysctlKey_LBrace: '{' -> type(LBRACE), popMode;
M_SysctlKey_RBrace: '}' -> type(RBRACE), popMode;
M_SysctlKey_Comment: '#' ~[\r\n]* -> type(COMMENT), channel(HIDDEN);
M_SysctlKey_Ws: [ \t\f\u00A0\uFEFF]+ -> type(WS), channel(HIDDEN);
M_SysctlKey_Error: . -> type(ERROR_CHAR);

// Behind the "=" of a sysctl: everything to the end of the statement.
mode SYSCTL_VALUES;

M_SysctlValue_String: '"' F_StringChar* '"' -> type(STRING);
M_SysctlValue_Unterminated: '"' F_StringChar* '\\'? -> type(UNTERMINATED);
RAW_VALUE
  : ('${' ~[}\r\n]* '}' | ~[ \t\f\u00A0\uFEFF\r\n;}#"$] | '$')
    ('${' ~[}\r\n]* '}' | ~[\r\n;}#$] | '$')*
  ;
M_SysctlValue_End: F_Newline+ -> type(NEWLINE), popMode;
M_SysctlValue_Sep: ';' -> type(SEP), popMode;
M_SysctlValue_RBrace: '}' -> type(RBRACE), popMode;
M_SysctlValue_Comment: '#' ~[\r\n]* -> type(COMMENT), channel(HIDDEN);
M_SysctlValue_Ws: [ \t\f\u00A0\uFEFF]+ -> type(WS), channel(HIDDEN);
M_SysctlValue_Error: . -> type(ERROR_CHAR);
