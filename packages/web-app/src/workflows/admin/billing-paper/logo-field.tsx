import { Button, Group, Input } from "@mantine/core";
import { useRef, useState, type ReactNode } from "react";
import { drawLogo } from "./draw-logo.ts";

interface Props {
  readonly value: string | null;
  readonly error: ReactNode;
  readonly onChange: (logo: string | null) => void;
}

/** The logo on statements: seen as it will be printed, changed, taken away. */
export function LogoField({ value, error, onChange }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const choose = async (file: File | undefined) => {
    if (!file) return;
    const drawn = await drawLogo(file);
    if ("problem" in drawn) return setProblem(drawn.problem);
    setProblem(null);
    onChange(drawn.png);
  };
  return (
    <Input.Wrapper
      label="Logo"
      description="PNG, JPEG or SVG. It is printed two inches wide at most."
      error={problem ?? error}
      data-path="logo"
    >
      <Group gap="xs" mt={6} mih={56}>
        {value && (
          <img
            src={`data:image/${value.startsWith("/9j/") ? "jpeg" : "png"};base64,${value}`}
            alt="The practice's logo"
            style={{ maxHeight: 56, maxWidth: 200, background: "#fff", padding: 4, borderRadius: 4 }}
          />
        )}
        <input
          ref={input}
          type="file"
          hidden
          accept="image/png,image/jpeg,image/svg+xml"
          aria-label="Logo file"
          onChange={(event) => {
            void choose(event.currentTarget.files?.[0]);
            event.currentTarget.value = "";
          }}
        />
        <Button size="xs" variant="default" onClick={() => input.current?.click()}>
          {value ? "Change the logo" : "Choose a logo"}
        </Button>
        {value && (
          <Button size="xs" variant="subtle" onClick={() => onChange(null)}>
            Remove
          </Button>
        )}
      </Group>
    </Input.Wrapper>
  );
}
