import { loop, seg, type TransactionSpec } from "./describe.ts";

export const SOURCE_NAME = "1!=2B,36,GP,P5,PR 2!=1,2 3 4 5 7 8!=24,46,FI,NI,PI,XV,XX 9!";
export const RECEIVER_NAME = "1!=1P,2B,36,80,FA,GP,P5,PR 2!=1,2 3 4 5 7 8!=24,34,FI,PI,PP,SV,XV,XX 9!";
export const RECEIVER_IDS = "1!=0B,1C,1D,1J,4A,CT,EL,EO,HPI,JD,N5,N7,Q4,SY,TJ 2! 3";
export const PROVIDER_ROLES = "AD,AT,BI,CO,CV,H,HH,LA,OT,P1,P2,PC,PE,R,RF,SB,SK,SU";
export const TRACE = "2! 3! 4";
/** HI of loops 2100C and 2100D: eight diagnoses. */
export const DIAGNOSES = "1!(1!=ABK,BK;2!) " + [2, 3, 4, 5, 6, 7, 8].map((n) => `${n}(1!=ABF,BF;2!)`).join(" ");
export const PROCEDURE = "1!=AD,CJ,HC,ID,IV,N4,ZZ;2!;3;4;5;6";
/** Kinds of service that may be asked about and answered (element 1365). */
export const SERVICE_TYPES =
  "1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,30,32,33,34,35,36,37,38,39,40,41," +
  "42,43,44,45,46,47,48,49,50,51,52,53,54,55,56,57,58,59,60,61,62,63,64,65,66,67,68,69,70,71,72,73,74,75,76,77," +
  "78,79,80,81,82,83,84,85,86,87,88,89,90,91,92,93,94,95,96,97,98,99,A0,A1,A2,A3,A4,A5,A6,A7,A8,A9,AA,AB,AC,AD," +
  "AE,AF,AG,AH,AI,AJ,AK,AL,AM,AN,AO,AQ,AR,B1,B2,B3,BA,BB,BC,BD,BE,BF,BG,BH,BI,BJ,BK,BL,BM,BN,BP,BQ,BR,BS,BT,BU," +
  "BV,BW,BX,BY,BZ,C1,CA,CB,CC,CD,CE,CF,CG,CH,CI,CJ,CK,CL,CM,CN,CO,CP,CQ,DG,DM,DS,GF,GN,GY,IC,MH,NI,ON,PT,PU,RN," +
  "RT,TC,TN,UC";
const PERSON_IDS = "18,1L,1W,3H,49,6P,CT,EA,EJ,F6,GH,HJ,IF,IG,N6,NQ,SY,Y4";

const ADDRESS = [seg("N3", "S", 1, "address", "1! 2"), seg("N4", "S", 1, "city, state, ZIP", "1! 2 3 4 7")];
const PROVIDER = seg("PRV", "S", 1, "provider", `1!=${PROVIDER_ROLES} 2=9K,D3,EI,HPI,PXC,SY,TJ 3`);
const DIAGNOSIS = seg("HI", "S", 1, "diagnoses", DIAGNOSES);
const PERSON_DATE = seg("DTP", "S", 2, "date of the plan or card", "1!=102,291 2!=D8,RD8 3!");

const requests = (id: string, usage: "R" | "S") =>
  loop(id, usage, 99, "question", [
    seg("EQ", "R", 1, "question", `1x99=${SERVICE_TYPES} 2(${PROCEDURE}) 3=FAM 5(1!;2;3;4)`),
    seg("AMT", "S", 1, "spend-down amount", "1!=R 2!"),
    seg("AMT", "S", 1, "total spend-down", "1!=PB 2!"),
    seg("III", "S", 1, "further information", "1!=ZZ 2!"),
    seg("REF", "S", 1, "authorization or referral", "1!=9F,G1 2!"),
    seg("DTP", "S", 1, "date of the service", "1!=291 2!=D8,RD8 3!"),
  ]);

/** Eligibility inquiry: X12 005010X279A1. */
export const T270: TransactionSpec = {
  code: "270",
  groupCode: "HS",
  version: "005010X279A1",
  versionInSt: true,
  alsoReads: ["005010X279"],
  short: "270",
  name: "eligibility questions",
  children: [
    seg("BHT", "R", 1, "beginning of the questions", "1!=0022 2!=01,13,36 3 4! 5! 6=RT"),
    loop("2000A", "R", 99_999, "information source", [
      seg("HL", "R", 1, "information source level", "1! 3!=20 4!=1"),
      loop("2100A", "R", 1, "information source", [seg("NM1", "R", 1, "payer name", SOURCE_NAME)]),
      loop("2000B", "R", 99_999, "information receiver", [
        seg("HL", "R", 1, "information receiver level", "1! 2! 3!=21 4!=1"),
        loop("2100B", "R", 1, "information receiver", [
          seg("NM1", "R", 1, "provider name", RECEIVER_NAME),
          seg("REF", "S", 9, "provider's further number", RECEIVER_IDS),
          ...ADDRESS,
          seg("PRV", "S", 1, "provider", `1!=${PROVIDER_ROLES} 2!=PXC 3!`),
        ]),
        loop("2000C", "R", 99_999, "subscriber", [
          seg("HL", "R", 1, "subscriber level", "1! 2! 3!=22 4!=0,1"),
          seg("TRN", "S", 2, "trace", `1!=1 ${TRACE}`),
          loop("2100C", "R", 1, "subscriber", [
            seg("NM1", "R", 1, "subscriber name", "1!=IL 2!=1 3 4 5 7 8=II,MI 9"),
            seg("REF", "S", 9, "subscriber's further number", `1!=${PERSON_IDS} 2!`),
            ...ADDRESS,
            PROVIDER,
            seg("DMG", "S", 1, "subscriber's birth date and sex", "1=D8 2 3=F,M"),
            seg("INS", "S", 1, "subscriber's relationship", "1!=Y 2!=18 17"),
            DIAGNOSIS,
            PERSON_DATE,
            requests("2110C", "S"),
          ]),
          loop("2000D", "S", 99_999, "dependent", [
            seg("HL", "R", 1, "dependent level", "1! 2! 3!=23 4!=0"),
            seg("TRN", "S", 2, "trace", `1!=1 ${TRACE}`),
            loop("2100D", "R", 1, "dependent", [
              seg("NM1", "R", 1, "dependent name", "1!=03 2!=1 3 4 5 7"),
              seg("REF", "S", 9, "dependent's further number", `1!=${PERSON_IDS} 2!`),
              ...ADDRESS,
              PROVIDER,
              seg("DMG", "S", 1, "dependent's birth date and sex", "1=D8 2 3=F,M"),
              seg("INS", "S", 1, "dependent's relationship", "1!=N 2!=01,19,34 17"),
              DIAGNOSIS,
              PERSON_DATE,
              requests("2110D", "R"),
            ]),
          ]),
        ]),
      ]),
    ]),
  ],
};
