import { Button } from "@mantine/core";
import { Notice } from "@practicum/ui/states.tsx";
import { reachField } from "../../../shell/field-target.ts";
import type { ContentFault } from "./content-faults.ts";

interface Props {
  readonly faults: readonly ContentFault[];
  readonly onOpen: (field: number) => void;
}

/** What is wrong with the template now, each a jump to its field. */
export function FaultList({ faults, onOpen }: Props) {
  return (
    <div className="nt-faults" aria-live="polite">
      {faults.map(({ field, message }, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- two faults may say the same
        <Notice key={index} tone="danger">
          {message}{" "}
          {field !== null && (
            <Button
              size="compact-xs"
              variant="default"
              onClick={() => {
                onOpen(field);
                reachField(`content.fields.${field}`);
              }}
            >
              Show it
            </Button>
          )}
        </Notice>
      ))}
    </div>
  );
}
