import { createTheme, type CSSVariablesResolver, type MantineThemeOverride } from "@mantine/core";

const systemFont = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';

/** Practicum's look: dense, calm, and legible at AA in both colour schemes. */
export const theme: MantineThemeOverride = createTheme({
  primaryColor: "blue",
  primaryShade: 8,
  autoContrast: true,
  cursorType: "pointer",
  defaultRadius: "sm",
  fontFamily: systemFont,
  fontSizes: { xs: "12px", sm: "13px", md: "14px", lg: "16px", xl: "18px" },
  headings: {
    fontFamily: systemFont,
    fontWeight: "650",
    sizes: {
      h1: { fontSize: "20px", lineHeight: "1.3" },
      h2: { fontSize: "16px", lineHeight: "1.35" },
      h3: { fontSize: "14px", lineHeight: "1.4" },
    },
  },
  components: {
    Anchor: { defaultProps: { underline: "hover" }, classNames: { root: "p-anchor" } },
    Tooltip: { defaultProps: { openDelay: 400, withArrow: true } },
    // The page itself never scrolls, so there is nothing to lock; locking would write a style tag that the policy refuses.
    Modal: {
      defaultProps: {
        overlayProps: { backgroundOpacity: 0.45 },
        lockScroll: false,
        closeButtonProps: { "aria-label": "Close" },
      },
    },
    Drawer: {
      defaultProps: {
        overlayProps: { backgroundOpacity: 0.25 },
        lockScroll: false,
        closeButtonProps: { "aria-label": "Close" },
      },
    },
    Input: { defaultProps: { size: "sm" } },
    // Its focusable placeholder is no child that a menu may have (ARIA); the first item takes the focus instead.
    Menu: { defaultProps: { withInitialFocusPlaceholder: false } },
  },
});

/** Palettes whose tinted text Mantine leaves below 4.5:1; text on these tints is ink. */
const weakTints = ["green", "teal", "lime", "yellow", "orange", "cyan", "grape", "pink", "gray"] as const;

function tintInk(ink: string): Record<string, string> {
  return Object.fromEntries(weakTints.map((name) => [`--mantine-color-${name}-light-color`, ink]));
}

/** Overrides of Mantine's variables that fail AA by default, with the values measured by axe (design: token values). */
export const cssVariablesResolver: CSSVariablesResolver = (base) => {
  const { gray, dark, blue, red } = base.colors;
  if (!gray || !dark || !blue || !red) return { variables: {}, light: {}, dark: {} };
  return {
    variables: {},
    light: {
      "--mantine-color-text": `${gray[9]}`,
      "--mantine-color-dimmed": `${gray[7]}`,
      "--mantine-color-placeholder": `${gray[7]}`,
      "--mantine-color-error": `${red[9]}`,
      "--mantine-color-red-light-color": `${red[9]}`,
      "--mantine-color-blue-light-color": `${blue[9]}`,
      // Under a pointer the tints darken; these are as dark as shade 9 on them allows.
      "--mantine-color-blue-light-hover": "#c0e4ff",
      "--mantine-color-red-light": `${red[0]}`,
      "--mantine-color-red-light-hover": `${red[1]}`,
      ...tintInk(`${gray[9]}`),
    },
    dark: {
      "--mantine-color-text": `${gray[0]}`,
      "--mantine-color-dimmed": `${dark[1]}`,
      "--mantine-color-placeholder": `${dark[1]}`,
      "--mantine-color-anchor": `${blue[4]}`,
      "--mantine-color-error": `${red[4]}`,
      "--mantine-color-red-light-color": `${red[3]}`,
      "--mantine-color-blue-light-color": `${blue[2]}`,
      "--mantine-primary-color-light-color": `${blue[2]}`,
      ...tintInk(`${gray[0]}`),
    },
  };
};
