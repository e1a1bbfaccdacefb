import { IMAGING_STUDIES, type ImagingStudy } from "./imaging.ts";
import { LABORATORY_TESTS, type LaboratoryTest } from "./laboratory.ts";

export type OutsideTest = LaboratoryTest | ImagingStudy;

/** What is ordered elsewhere, in the order in which it is offered. */
export const OUTSIDE_TESTS: readonly OutsideTest[] = [...LABORATORY_TESTS, ...IMAGING_STUDIES];
