import { loop, MANY, seg, type TransactionSpec } from "./describe.ts";
import { DIAGNOSES, PROVIDER_ROLES, RECEIVER_IDS, RECEIVER_NAME, SERVICE_TYPES, SOURCE_NAME, TRACE } from "./t270.ts";

const CONTACT = "1!=IC 2 3=ED,EM,FX,TE,UR,WP 4 5=ED,EM,EX,FX,TE,UR,WP 6 7=ED,EM,EX,FX,TE,UR,WP 8";
const INSURANCE_TYPES =
  "12,13,14,15,16,41,42,43,47,AP,C1,CO,CP,D,DB,EP,FF,GP,HM,HN,HS,IN,IP,LC,LD,LI,LT,MA,MB,MC,MH,MI,MP,OT,PE,PL,PP,PR,PS,QM,RP,SP,TF,WC,WU";
const DELIVERY_PERIODS = "6,7,21,22,23,24,25,26,27,28,29,30,31,32,33,34,35";
const PERIODS = `${DELIVERY_PERIODS},13,36`;
const QUANTITIES = "8H,99,CA,CE,D3,DB,DY,HS,LA,LE,M2,MN,P6,QA,S7,S8,VS,YY";
const PATTERNS = "1,2,3,4,5,6,7,8,9,A,B,C,D,E,F,G,H,J,K,L,M,N,O,P,Q,R,S,SG,SL,SP,SX,SY,SZ,T,U,V,W,X,Y";
const PERSON_IDS = "18,1L,1W,3H,49,6P,CE,CT,EA,EJ,F6,GH,HJ,IF,IG,ML,N6,NQ,Q4,SY,Y4";
const PERSON_DATES = "096,102,152,291,307,318,340,341,342,343,346,347,356,357,382,435,442,458,472,539,540,636,771";
const BENEFIT_DATES = "096,193,194,198,290,291,292,295,304,307,318,346,348,349,356,357,435,472,636,771";
const BENEFIT_IDS = "18,1L,1W,49,6P,9F,ALS,CLI,F6,FO,G1,IG,M7,N6,NQ";
const PROCEDURE = "1!=AD,CJ,HC,ID,IV,N4,ZZ;2!;3;4;5;6;8";

const address = (what: string) => [
  seg("N3", "S", 1, `${what} address`, "1! 2"),
  seg("N4", "S", 1, `${what} city, state, ZIP`, "1! 2 3 4 5=CY,FI 6 7"),
];
/** AAA: why, and what may be done about it. */
const rejection = (what: string, codes: string, followUp: string) =>
  seg("AAA", "S", 9, `rejection of the ${what}`, `1!=N,Y 3!=${codes} 4!=${followUp}`);
const PERSON_REJECTIONS =
  "15,35,42,43,45,47,48,49,51,52,56,57,58,60,61,62,63,64,65,66,67,68,69,70,71,72,73,74,75,76,77,78,95,98,AA,AE,AF,AG,AO,CI,E8,IA,MA";
const provider = seg("PRV", "S", 1, "provider", `1!=${PROVIDER_ROLES} 2=9K,D3,EI,HPI,PXC,SY,TJ 3`);

const benefit = (suffix: "C" | "D") =>
  loop(`2110${suffix}`, "S", MANY, "benefit", [
    seg(
      "EB",
      "R",
      1,
      "benefit",
      "1!=1,2,3,4,5,6,7,8,A,B,C,CB,D,E,F,G,H,I,J,K,L,M,MC,N,O,P,Q,R,S,T,U,V,W,X,Y 2=CHD,DEP,ECH,EMP,ESP,FAM,IND,SPC,SPO " +
        `3x99=${SERVICE_TYPES} 4=${INSURANCE_TYPES} 5 6=${PERIODS} 7 8 9=${QUANTITIES} 10 11=N,U,Y 12=N,U,W,Y 13(${PROCEDURE}) 14(1!;2;3;4)`,
    ),
    seg(
      "HSD",
      "S",
      9,
      "delivery of the benefit",
      `1=DY,FL,HS,MN,VS 2 3=DA,MO,VS,WK,YR 4 5=${DELIVERY_PERIODS} 6 7=${PATTERNS} 8=A,B,C,D,E,F,G,Y`,
    ),
    seg("REF", "S", 9, "benefit's further number", `1!=${BENEFIT_IDS} 2! 3`),
    seg("DTP", "S", 20, "benefit date", `1!=${BENEFIT_DATES} 2!=D8,RD8 3!`),
    rejection("benefit", "15,33,52,53,54,55,56,57,60,61,62,63,69,70,98,AA,AE,AF,AG,AO,CI,E8,IA,MA", "C,N,R,W,X,Y"),
    seg("MSG", "S", 10, "message", "1!"),
    loop(`2115${suffix}`, "S", 10, "further information on the benefit", [
      seg("III", "R", 1, "further information", "1=GR,NI,ZZ 2 3=44 4"),
    ]),
    seg("LS", "S", 1, "begin of benefit related entities", "1!=2120"),
    loop(`2120${suffix}`, "S", 23, "benefit related entity", [
      seg(
        "NM1",
        "R",
        1,
        "benefit related name",
        "1!=13,1I,1P,2B,36,73,FA,GP,GW,I3,IL,LR,OC,P3,P4,P5,PR,PRP,SEP,TTP,VER,VN,VY,X3,Y2 2!=1,2 3 4 5 7 8=24,34,46,FA,FI,II,MI,NI,PI,PP,SV,XV,XX 9 10=01,02,27,41,48,65,72",
      ),
      ...address("benefit related"),
      seg("PER", "S", 3, "benefit related contact", CONTACT),
      provider,
    ]),
    seg("LE", "S", 1, "end of benefit related entities", "1!=2120"),
  ]);

const person = (suffix: "C" | "D", what: string, name: string, ins: string) =>
  loop(`2100${suffix}`, "R", 1, what, [
    seg("NM1", "R", 1, `${what} name`, name),
    seg("REF", "S", 9, `${what}'s further number`, `1!=${PERSON_IDS} 2! 3`),
    ...address(what),
    rejection(what, PERSON_REJECTIONS, "C,N,R,S,W,X,Y"),
    provider,
    seg("DMG", "S", 1, `${what}'s birth date and sex`, "1=D8 2 3=F,M,U"),
    seg("INS", "S", 1, `${what}'s relationship`, ins),
    seg("HI", "S", 1, "diagnoses", DIAGNOSES),
    seg("DTP", "S", 9, `${what}'s date`, `1!=${PERSON_DATES} 2!=D8,RD8 3!`),
    seg(
      "MPI",
      "S",
      1,
      "military information",
      "1!=A,C,L,O,P,S,T 2!=AE,AO,AS,AT,AU,CC,DD,HD,IR,LX,PE,RE,RM,RR,RU 3!=A,B,C,D,E,F,G,H,I,J,K,L,M,N,O,Q,R,S,U,W 4 5 6=D8,RD8 7",
    ),
    benefit(suffix),
  ]);

/** Eligibility response: X12 005010X279A1. */
export const T271: TransactionSpec = {
  code: "271",
  groupCode: "HB",
  version: "005010X279A1",
  versionInSt: true,
  alsoReads: ["005010X279"],
  short: "271",
  name: "eligibility answers",
  children: [
    seg("BHT", "R", 1, "beginning of the answers", "1!=0022 2!=06,11 3 4! 5!"),
    loop("2000A", "R", MANY, "information source", [
      seg("HL", "R", 1, "information source level", "1! 3!=20 4!=0,1"),
      rejection("request", "04,41,42,79", "C,N,P,R,S,Y"),
      loop("2100A", "R", 1, "information source", [
        seg("NM1", "R", 1, "payer name", SOURCE_NAME),
        seg("PER", "S", 3, "payer contact", CONTACT),
        rejection("payer", "04,41,42,79,80,T4", "C,N,P,R,S,W,X,Y"),
      ]),
      loop("2000B", "S", MANY, "information receiver", [
        seg("HL", "R", 1, "information receiver level", "1! 2! 3!=21 4!=0,1"),
        loop("2100B", "R", 1, "information receiver", [
          seg("NM1", "R", 1, "provider name", RECEIVER_NAME),
          seg("REF", "S", 9, "provider's further number", RECEIVER_IDS),
          ...address("provider"),
          rejection("provider", "15,41,43,44,45,46,47,48,50,51,79,97,T4", "C,N,R,S,W,X,Y"),
          seg("PRV", "S", 1, "provider", `1!=${PROVIDER_ROLES} 2!=PXC 3!`),
        ]),
        loop("2000C", "S", MANY, "subscriber", [
          seg("HL", "R", 1, "subscriber level", "1! 2! 3!=22 4!=0,1"),
          seg("TRN", "S", 3, "trace", `1!=1,2 ${TRACE}`),
          person("C", "subscriber", "1!=IL 2!=1,2 3 4 5 7 8=II,MI 9", "1!=Y 2!=18 3=001 4=25 17"),
          loop("2000D", "S", MANY, "dependent", [
            seg("HL", "R", 1, "dependent level", "1! 2! 3!=23 4!=0"),
            seg("TRN", "S", 3, "trace", `1!=1,2 ${TRACE}`),
            person(
              "D",
              "dependent",
              "1!=03 2!=1 3 4 5 7 8=II,MI 9",
              "1!=N 2!=01,19,20,21,39,40,53,G8,34 3=001 4=25 17",
            ),
          ]),
        ]),
      ]),
    ]),
  ],
};
