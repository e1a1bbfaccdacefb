import { loop, MANY, seg, type TransactionSpec } from "./describe.ts";

const CAS = "1!=CO,OA,PI,PR 2! 3! 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19";
const PROVIDER_IDS = "0B,1A,1B,1C,1D,1G,1H,1J,D3,G2";
/** What was paid (SVC01), and what was billed instead (SVC06): the latter may be described. */
const PAID = "1!=AD,ER,HC,HP,IV,N4,N6,NU,UI,WK;2!;3;4;5;6";
const BILLED = "1!=AD,ER,HC,HP,IV,N4,NU,WK;2!;3;4;5;6;7";
const NAME = "3 4 5 7";
const CONTACT = "2 3=EM,FX,TE 4 5=EM,EX,FX,TE 6 7=EX 8";

/** C042 of PLB: why, and a reference. */
const REASON =
  "1!=50,51,72,90,AH,AM,AP,B2,B3,BD,BN,C5,CR,CS,CT,CV,CW,DM,E3,FB,FC,GO,HM,IP,IR,IS,J1,L3,L6,LE,LS,OA,OB,PI,PL,RA,RE,SL,TL,WO,WU;2";

/** Health care claim payment: X12 005010X221A1. */
export const T835: TransactionSpec = {
  code: "835",
  groupCode: "HP",
  version: "005010X221A1",
  versionInSt: false,
  alsoReads: ["005010X221"],
  short: "835",
  name: "remittance advice",
  children: [
    seg(
      "BPR",
      "R",
      1,
      "payment",
      "1!=C,D,H,I,P,U,X 2! 3!=C,D 4!=ACH,BOP,CHK,FWT,NON 5=CCP,CTX 6=01,04 7 8=DA 9 10 11 12=01,04 13 14=DA,SG 15 16!",
    ),
    seg("TRN", "R", 1, "payment trace", "1!=1 2! 3! 4"),
    seg("CUR", "S", 1, "currency", "1!=PR 2! 3"),
    seg("REF", "S", 1, "receiver", "1!=EV 2!"),
    seg("REF", "S", 1, "version of the payer's system", "1!=F2 2!"),
    seg("DTM", "S", 1, "production date", "1!=405 2!"),
    loop("1000A", "R", 1, "payer", [
      seg("N1", "R", 1, "payer name", "1!=PR 2! 3=XV 4"),
      seg("N3", "R", 1, "payer address", "1! 2"),
      seg("N4", "R", 1, "payer city, state, ZIP", "1! 2 3 4 7"),
      seg("REF", "S", 4, "payer's further number", "1!=2U,EO,HI,NF 2!"),
      seg("PER", "S", 1, "payer's business contact", `1!=CX ${CONTACT}`),
      seg("PER", "R", MANY, "payer's technical contact", "1!=BL 2 3=EM,TE,UR 4 5=EM,EX,FX,TE,UR 6 7=EM,EX,FX,UR 8"),
      seg("PER", "S", 1, "payer's web site", "1!=IC 3!=UR 4!"),
    ]),
    loop("1000B", "R", 1, "payee", [
      seg("N1", "R", 1, "payee name", "1!=PE 2! 3!=FI,XV,XX 4!"),
      seg("N3", "S", 1, "payee address", "1! 2"),
      seg("N4", "S", 1, "payee city, state, ZIP", "1! 2 3 4 7"),
      seg("REF", "S", MANY, "payee's further number", "1!=0B,D3,PQ,TJ 2!"),
      seg("RDM", "S", 1, "delivery of the remittance", "1!=BM,EM,FT,OL 2 3"),
    ]),
    loop("2000", "S", MANY, "group of claims", [
      seg("LX", "R", 1, "group number", "1!"),
      seg("TS3", "S", 1, "provider summary", "1! 2! 3! 4! 5! 13 15 17 18 20 21 22 23 24"),
      seg("TS2", "S", 1, "provider inpatient summary", "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19"),
      loop("2100", "R", MANY, "claim payment", [
        seg(
          "CLP",
          "R",
          1,
          "claim payment",
          "1! 2!=1,2,3,4,19,20,21,22,23,25 3! 4! 5 " +
            "6!=12,13,14,15,16,17,AM,CH,DS,HM,LM,MA,MB,MC,OF,TV,VA,WC,ZZ 7! 8 9 11 12 13",
        ),
        seg("CAS", "S", 99, "claim adjustments", CAS),
        seg("NM1", "R", 1, "patient name", `1!=QC 2!=1 ${NAME} 8=34,HN,II,MI,MR 9`),
        seg("NM1", "S", 1, "insured name", `1!=IL 2!=1,2 ${NAME} 8!=FI,II,MI 9!`),
        seg("NM1", "S", 1, "corrected patient or insured", `1!=74 2!=1,2 ${NAME} 8=C 9`),
        seg("NM1", "S", 1, "rendering provider", `1!=82 2!=1,2 ${NAME} 8!=BD,BS,FI,MC,PC,SL,UP,XX 9!`),
        seg("NM1", "S", 1, "payer the claim was sent on to", "1!=TT 2!=2 3! 8!=AD,FI,NI,PI,PP,XV 9!"),
        seg("NM1", "S", 1, "payer that should pay first", "1!=PR 2!=2 3! 8!=AD,FI,NI,PI,PP,XV 9!"),
        seg("NM1", "S", 1, "other subscriber", `1!=GB 2!=1,2 ${NAME} 8=FI,II,MI 9`),
        seg("MIA", "S", 1, "inpatient adjudication", "1! 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24"),
        seg("MOA", "S", 1, "outpatient adjudication", "1 2 3 4 5 6 7 8 9"),
        seg("REF", "S", 5, "claim's further number", "1!=1L,1W,28,6P,9A,9C,BB,CE,EA,F8,G1,G3,IG,SY 2!"),
        seg("REF", "S", 10, "rendering provider's number", `1!=${PROVIDER_IDS},LU 2!`),
        seg("DTM", "S", 2, "statement dates", "1!=232,233 2!"),
        seg("DTM", "S", 1, "day coverage ended", "1!=036 2!"),
        seg("DTM", "S", 1, "day the claim was received", "1!=050 2!"),
        seg("PER", "S", 2, "claim contact", `1!=CX ${CONTACT}`),
        seg("AMT", "S", 13, "claim amount", "1!=AU,D8,DY,F5,I,NL,T,T2,ZK,ZL,ZM,ZN,ZO 2!"),
        seg("QTY", "S", 14, "claim quantity", "1!=CA,CD,LA,LE,NE,NR,OU,PS,VS,ZK,ZL,ZM,ZN,ZO 2!"),
        loop("2110", "S", 999, "service payment", [
          seg("SVC", "R", 1, "service payment", `1!(${PAID}) 2! 3! 4 5 6(${BILLED}) 7`),
          seg("DTM", "S", 2, "service date", "1!=150,151,472 2!"),
          seg("CAS", "S", 99, "service adjustments", CAS),
          seg("REF", "S", 8, "service's further number", "1!=1S,APC,BB,E9,G1,G3,LU,RB 2!"),
          seg("REF", "S", 1, "line control number", "1!=6R 2!"),
          seg("REF", "S", 10, "line rendering provider's number", `1!=${PROVIDER_IDS},HPI,SY,TJ 2!`),
          seg("REF", "S", 5, "payer's policy", "1!=0K 2!"),
          seg("AMT", "S", 9, "service amount", "1!=B6,KH,T,T2,ZK,ZL,ZM,ZN,ZO 2!"),
          seg("QTY", "S", 6, "service quantity", "1!=ZK,ZL,ZM,ZN,ZO 2!"),
          seg("LQ", "S", 99, "remark code", "1!=HE,RX 2!"),
        ]),
      ]),
    ]),
    seg(
      "PLB",
      "S",
      MANY,
      "provider adjustment",
      `1! 2! 3!(${REASON}) 4! 5(${REASON}) 6 7(${REASON}) 8 9(${REASON}) 10 11(${REASON}) 12 13(${REASON}) 14`,
    ),
  ],
};
