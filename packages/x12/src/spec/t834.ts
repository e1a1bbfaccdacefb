import { loop, MANY, seg, type LoopSpec, type TransactionSpec } from "./describe.ts";

const CONTACT = "1!=IP 3!=AP,BN,CP,EM,EX,FX,HP,TE,WP 4! 5=AP,BN,CP,EM,EX,FX,HP,TE,WP 6 7=AP,BN,CP,EM,EX,FX,HP,TE,WP 8";
const PARTY_CONTACT = CONTACT.replace("=IP", "=CN,EP,GR,PQ,QD,SK,WI,RP,IC,IP");
const MAINTENANCE = "001,002,021,024,025,026,030,032";
const RELATIONSHIP = "01,03,04,05,06,07,08,09,10,11,12,13,14,15,16,17,18,19,23,24,25,26,31,33,38,48,49,53,60,D2,G8,G9";
const address = (usage: "R" | "S", what: string) => [
  seg("N3", usage, 1, `${what} address`, "1! 2"),
  seg("N4", usage, 1, `${what} city, state, ZIP`, "1! 2 3 4 5=60,CY 6 7"),
];

const other = (id: string, max: number, what: string, role: string, ids: string): LoopSpec =>
  loop(id, "S", max, what, [
    seg("NM1", "R", 1, `${what} name`, `1!=${role} 2!=1,2 3 4 5 6 7 8=${ids} 9`),
    seg("PER", "S", 1, `${what} contact`, PARTY_CONTACT),
    ...address("S", what),
  ]);

const COVERAGE = loop("2300", "S", 99, "coverage", [
  seg(
    "HD",
    "R",
    1,
    "coverage",
    `1!=${MAINTENANCE} 3!=AG,AH,AJ,AK,DCP,DEN,EPO,FAC,HE,HLT,HMO,LTC,LTD,MM,MOD,PDG,POS,PPO,PRA,STD,UR,VIS 4 5=CHD,DEP,E1D,E2D,E3D,E5D,E6D,E7D,E8D,E9D,ECH,EMP,ESP,FAM,IND,SPC,SPO,TWO 9=N,Y`,
  ),
  seg("DTP", "R", 6, "coverage date", "1!=300,303,343,348,349,543,695 2!=D8,RD8 3!"),
  seg("AMT", "S", 9, "coverage amount", "1!=B9,C1,D2,EBA,FK,P3,R 2!"),
  seg("REF", "S", 14, "coverage number", "1!=17,1L,9V,CE,E8,M7,PID,RB,X9,XM,XX1,XX2,ZX,ZZ,QQ 2!"),
  seg("IDC", "S", 3, "identification card", "1! 2!=D,H,P 3 4=1,2,RX"),
  loop("2310", "S", 30, "provider", [
    seg("LX", "R", 1, "provider number", "1!"),
    seg("NM1", "R", 1, "provider name", "1!=1X,3D,80,FA,OD,P3,QA,QN,Y2 2!=1,2 3 4 5 6 7 8=34,FI,SV,XX 9 10!=25,26,72"),
    ...address("S", "provider"),
    seg("PER", "S", 2, "provider contact", PARTY_CONTACT),
    seg("PLA", "S", 1, "change of provider", "1!=2 2!=1P 3! 5!"),
  ]),
  loop("2320", "S", 5, "other coverage", [
    seg("COB", "R", 1, "other coverage", "1!=P,S,T,U 2 3!=1,5,6 4x9"),
    seg("REF", "S", 4, "other coverage number", "1!=60,6P,SY,ZZ 2!"),
    seg("DTP", "S", 2, "other coverage date", "1!=344,345 2!=D8 3!"),
    loop("2330", "S", 3, "other insurer", [
      seg("NM1", "R", 1, "other insurer name", "1!=36,GW,IN 2!=2 3 8=FI,NI,XV 9"),
      ...address("S", "other insurer"),
      seg("PER", "S", 1, "other insurer contact", "1!=CN 3!=TE 4!"),
    ]),
  ]),
]);

const MEMBER = loop("2000", "S", MANY, "member", [
  seg(
    "INS",
    "R",
    1,
    "member",
    `1!=N,Y 2!=${RELATIONSHIP} 3!=001,021,024,025,030 4 5!=A,C,S,T 6(1!=A,B,C,D,E;2=0,1,2) 7=1,2,3,4,5,6,7,8,10,ZZ 8=AC,AO,AU,FT,L1,PT,RT,TE 9=F,N,P 10=N,Y 11=D8 12 13=R,U 17`,
  ),
  seg("REF", "R", 1, "subscriber number", "1!=0F 2!"),
  seg("REF", "S", 1, "policy number", "1!=1L 2!"),
  seg("REF", "S", 13, "member's further number", "1!=17,23,3H,4A,6O,ABB,D3,DX,F6,P5,Q4,QQ,ZZ 2!"),
  seg("REF", "S", 5, "prior coverage months", "1!=QQ 2!"),
  seg(
    "DTP",
    "S",
    24,
    "member date",
    "1!=050,056,286,296,297,300,301,303,336,337,338,339,340,341,350,351,356,357,383,385,386,393,394,473,474,D8,007,358,360 2!=D8 3!",
  ),
  loop("2100A", "R", 1, "member name", [
    seg("NM1", "R", 1, "member name", "1!=74,IL 2!=1 3! 4 5 6 7 8=34,ZZ 9"),
    seg("PER", "S", 1, "member contact", CONTACT),
    ...address("S", "member"),
    seg(
      "DMG",
      "S",
      1,
      "member's birth date and sex",
      "1!=D8 2! 3!=F,M,U 4=B,D,I,M,R,S,U,W,X 5x10(1;2;3) 6=1,2,3,4,5,6,7 10=REC,ZZ 11",
    ),
    seg("EC", "S", MANY, "employment class", "1=01,02,17,18,19,20 2=01,02,17,18,19,20 3=01,02,17,18,19,20"),
    seg("ICM", "S", 1, "member income", "1!=1,2,3,4,6,7,8,9,B,C,H,Q,S,U 2! 3 4 5"),
    seg("AMT", "S", 7, "member amount", "1!=B9,C1,D2,EBA,FK,P3,R 2!"),
    seg("HLH", "S", 1, "member health", "1!=N,S,T,U,X 2 3"),
    seg("LUI", "S", MANY, "member language", "1=LD,LE 2 3 4=5,6,7,8"),
  ]),
  loop("2100B", "S", 1, "former member name", [
    seg("NM1", "R", 1, "former member name", "1!=70 2!=1 3! 4 5 6 7 8=34,ZZ 9"),
    seg("DMG", "S", 1, "former birth date and sex", "1=D8 2 3=F,M,U 4 5x10(1;2;3) 6 10 11"),
  ]),
  loop("2100C", "S", 1, "member mailing address", [
    seg("NM1", "R", 1, "member mailing address", "1!=31 2!=1"),
    ...address("R", "member mailing"),
  ]),
  other("2100D", 3, "employer", "36", "24,34,ZZ"),
  other("2100E", 3, "school", "M8", "24,ZZ"),
  other("2100F", 1, "custodial parent", "S3", "34,ZZ"),
  other("2100G", 13, "responsible person", "6Y,9K,E1,EI,EXS,GB,GD,J6,LR,QD,S1,TZ,X4", "34,ZZ"),
  other("2100H", 1, "drop off location", "45", "34,ZZ"),
  loop("2200", "S", MANY, "disability", [
    seg("DSB", "R", 1, "disability", "1!=1,2,3,4 7=DX,ZZ 8"),
    seg("DTP", "S", 10, "disability date", "1!=360,361 2!=D8 3!"),
  ]),
  COVERAGE,
  loop("2700", "S", 1, "reporting categories", [
    seg("LS", "R", 1, "begin of reporting categories", "1!=2700"),
    loop("2710", "R", MANY, "reporting category", [
      seg("LX", "R", 1, "reporting category number", "1!"),
      loop("2750", "S", 1, "reporting category name", [
        seg("N1", "R", 1, "reporting category name", "1!=75 2!"),
        seg("REF", "R", 1, "reporting category value", "1!=00,17,18,19,26,3L,6M,9V,9X,GE,LU,PID,XX1,XX2,YY,ZZ 2!"),
        seg("DTP", "S", 1, "reporting category date", "1!=007 2!=D8,RD8 3!"),
      ]),
    ]),
    seg("LE", "R", 1, "end of reporting categories", "1!=2700"),
  ]),
]);

/** Benefit enrollment: X12 005010X220A1. */
export const T834: TransactionSpec = {
  code: "834",
  groupCode: "BE",
  version: "005010X220A1",
  versionInSt: true,
  alsoReads: ["005010X220"],
  short: "834",
  name: "enrollment roster",
  children: [
    seg("BGN", "R", 1, "beginning of the roster", "1!=00,15,22 2! 3! 4! 5 6 8!=2,4,RX"),
    seg("REF", "S", 1, "master policy number", "1!=38 2!"),
    seg("DTP", "S", MANY, "file date", "1!=007,090,091,303,382,388 2!=D8 3!"),
    seg("QTY", "S", 3, "count of the roster", "1!=DT,ET,TO 2!"),
    loop("1000A", "R", 1, "sponsor", [seg("N1", "R", 1, "sponsor name", "1!=P5 2 3!=24,94,FI 4!")]),
    loop("1000B", "R", 1, "payer", [seg("N1", "R", 1, "payer name", "1!=IN 2 3!=94,FI,XV 4!")]),
    loop("1000C", "S", 2, "broker", [seg("N1", "R", 1, "broker name", "1!=BO,TV 2 3!=94,FI,XV 4!")]),
    MEMBER,
  ],
};
