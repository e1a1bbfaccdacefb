import { z } from "zod";

/** What a member is in the household. */
export const householdRelation = z.enum(["parent", "child", "spouse", "guardian", "other"]);
export type HouseholdRelation = z.output<typeof householdRelation>;

/** Whom a member's bills go to: the household's guarantor, the guarantor until the 18th birthday, or the member. */
export const billsTo = z.enum(["guarantor-while-minor", "guarantor", "self"]);
export type BillsTo = z.output<typeof billsTo>;
