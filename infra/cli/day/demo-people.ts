import { staff } from "@practicum/seed/practice";
import { demoSignIns } from "../../src/demo.ts";
import type { SignIn } from "./http-practice.ts";

/** How a script signs in as each person of the demonstration. */
export function demoPeople(): SignIn[] {
  return staff.flatMap(({ staffId, email }) => {
    const password = demoSignIns.find((one) => one.email === email)?.password;
    return password === undefined ? [] : [{ staffId, email, password }];
  });
}
