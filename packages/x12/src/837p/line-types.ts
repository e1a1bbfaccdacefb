import type { Cents } from "@practicum/kernel/money";
import type { LocalDate } from "@practicum/kernel/local-date";
import type { Address, Adjustment, DateRange, Procedure, Reference } from "../types.ts";
import type {
  AmbulanceTransport,
  Attachment,
  ConditionIndicator,
  Contract,
  Note,
  OrderingProvider,
  Provider837P,
  ReferringProvider,
  Repricing,
  ServiceFacility,
} from "./part-types.ts";

/** Loop 2400. */
export interface ServiceLine837P {
  readonly procedure: Procedure;
  readonly charge: Cents;
  /** SV103: "UN" units, "MJ" minutes (anesthesia). */
  readonly unit: "UN" | "MJ";
  readonly quantity: number;
  /** SV105, only when not the claim's. */
  readonly placeOfService?: string;
  /** SV107: 1 to 4 positions in `diagnoses`, 1 the first. */
  readonly diagnosisPointers: readonly number[];
  /** SV109, SV111, SV112, SV115. */
  readonly emergency?: boolean;
  readonly epsdt?: boolean;
  readonly familyPlanning?: boolean;
  readonly copayExempt?: boolean;
  /** SV5. */
  readonly durableEquipment?: {
    readonly procedure: Procedure;
    readonly days: number;
    readonly rentalPrice: Cents;
    readonly purchasePrice: Cents;
    /** "1" weekly, "4" monthly, "6" daily. */
    readonly rentalUnit: string;
  };
  readonly attachments?: readonly Attachment[];
  readonly ambulance?: AmbulanceTransport;
  /** CR3: certification type, months. */
  readonly equipmentCertification?: { readonly type: string; readonly months: number };
  readonly conditions?: readonly ConditionIndicator[];
  /** DTP*472. */
  readonly serviceDates: DateRange;
  readonly dates?: LineDates837P;
  /** QTY*PT (ambulance patients) and QTY*FL (obstetric units). */
  readonly ambulancePatients?: number;
  readonly obstetricUnits?: number;
  /** MEA: test results. */
  readonly measurements?: readonly { readonly reference: string; readonly qualifier: string; readonly value: number }[];
  readonly contract?: Contract;
  /** REF*6R: the line's number, comes back in the 835. */
  readonly controlNumber?: string;
  readonly priorAuthorization?: string;
  readonly referralNumber?: string;
  readonly clia?: string;
  /** Any other REF of loop 2400: 9B, 9D, G1 for another payer, EW, F4, BT, 9F. */
  readonly references?: readonly Reference[];
  /** AMT*T and AMT*F4. */
  readonly salesTax?: Cents;
  readonly postage?: Cents;
  readonly fileInformation?: readonly string[];
  readonly notes?: readonly Note[];
  /** PS1: purchased service. */
  readonly purchasedService?: { readonly providerId: string; readonly charge: Cents };
  readonly pricing?: Repricing;
  /** Loop 2410: LIN, CTP, REF*XZ or VY. */
  readonly drug?: DrugIdentification;
  /** Loops 2420A to 2420F. */
  readonly renderingProvider?: Provider837P;
  readonly purchasedServiceProvider?: Provider837P;
  readonly serviceFacility?: ServiceFacility;
  readonly supervisingProvider?: Provider837P;
  readonly orderingProvider?: OrderingProvider;
  readonly referringProviders?: readonly ReferringProvider[];
  readonly ambulancePickUp?: Address;
  readonly ambulanceDropOff?: Address & { readonly name?: string };
  /** Loops 2430: what other payers decided on this line. */
  readonly adjudications?: readonly LineAdjudication837P[];
  /** Loops 2440: LQ and FRM. */
  readonly forms?: readonly {
    readonly qualifier: string;
    readonly code: string;
    readonly answers: readonly FormAnswer[];
  }[];
}

/** FRM: one of the answers is given. */
export interface FormAnswer {
  readonly question: string;
  readonly yesNo?: string;
  readonly text?: string;
  readonly date?: LocalDate;
  readonly percent?: number;
}

export interface LineDates837P {
  /** DTP*471. */
  readonly prescription?: LocalDate;
  /** DTP*607. */
  readonly recertification?: LocalDate;
  /** DTP*463. */
  readonly therapyBegan?: LocalDate;
  /** DTP*461. */
  readonly lastCertification?: LocalDate;
  /** DTP*304. */
  readonly lastSeen?: LocalDate;
  /** DTP*738 and 739: hemoglobin or hematocrit, serum creatinine. */
  readonly testHemoglobin?: LocalDate;
  readonly testCreatinine?: LocalDate;
  /** DTP*011. */
  readonly shipped?: LocalDate;
  /** DTP*455. */
  readonly lastXRay?: LocalDate;
  /** DTP*454. */
  readonly initialTreatment?: LocalDate;
}

export interface DrugIdentification {
  /** LIN02: "N4" for an NDC. */
  readonly qualifier: string;
  /** LIN03: eleven digits for an NDC. */
  readonly code: string;
  readonly quantity: number;
  /** CTP05-1: "F2" international unit, "GR" gram, "ME" milligram, "ML" milliliter, "UN" unit. */
  readonly unit: string;
  /** REF*XZ or REF*VY. */
  readonly prescription?: Reference;
}

/** Loop 2430. */
export interface LineAdjudication837P {
  /** SVD01: the id of loop 2330B's payer. */
  readonly payerId: string;
  readonly paid: Cents;
  readonly procedure: Procedure;
  readonly quantity: number;
  /** SVD06: the line this one was bundled into. */
  readonly bundledInto?: number;
  readonly adjustments?: readonly Adjustment[];
  /** DTP*573. */
  readonly date: LocalDate;
  /** AMT*EAF. */
  readonly remainingPatientLiability?: Cents;
}
