import type { MspAnswers } from "@practicum/contracts/billing/coordination";
import type { Estimate } from "@practicum/contracts/billing/estimates";

export interface FrontDeskSchema {
  estimate: {
    estimate_id: string;
    number: string;
    patient_id: string;
    appointment_id: string | null;
    issued_on: string;
    /** What was asked for, to know a repeat from another estimate. */
    asked: EstimateAsked;
    content: Estimate;
  };
  coordination: {
    patient_id: string;
    msp: MspSaid | null;
    kept: KeptOrder | null;
  };
}

export interface EstimateAsked {
  readonly patientId: string;
  readonly appointmentId: string | null;
  readonly serviceDate: string;
  readonly providerStaffId: string;
  readonly lines: readonly { readonly code: string; readonly units: number }[];
}

export interface MspSaid {
  readonly answers: MspAnswers;
  readonly by: string;
  readonly on: string;
}

export interface KeptOrder {
  readonly coverageIds: readonly string[];
  readonly reason: string;
  readonly by: string;
  readonly on: string;
}
