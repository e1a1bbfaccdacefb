import { authBodies } from "@practicum/contracts/auth";
import type { PracticeProfile } from "@practicum/contracts/identity/practice";
import { z } from "zod";
import { PracticeFields, practiceInput, practiceValues } from "../../forms/practice-fields.tsx";
import { CommandForm } from "../../forms/command-form.tsx";
import { useCommandForm } from "../../forms/use-command-form.ts";
import { foundingCall } from "./founding-call.ts";

/** What the practice is. */
export function PracticeStep({
  practice,
  onDone,
}: {
  readonly practice: PracticeProfile | null;
  readonly onDone: () => void;
}) {
  const of = useCommandForm({
    // Nobody is signed in yet: there is no key to keep it by.
    draft: null,
    recordId: "practice",
    initialValues: practiceValues(practice),
    schema: authBodies["found-practice"],
    toInput: practiceInput,
    command: { run: (input) => foundingCall("found-practice", input, z.object({})) },
    onDone,
  });
  return (
    <CommandForm of={of} label="The practice" action="Go on">
      <PracticeFields form={of.form} />
    </CommandForm>
  );
}
