export default {
  extends: ["stylelint-config-standard-scss"],
  rules: {
    // Block, element and modifier: .block__element, .block--modifier.
    "selector-class-pattern": "^[a-z][a-z0-9]*(-[a-z0-9]+)*(__[a-z0-9]+(-[a-z0-9]+)*)?(--[a-z0-9]+(-[a-z0-9]+)*)?$",
    "no-descending-specificity": null,
    // A colour outside of the tokens would escape the themes; black and white are for print.
    "color-no-hex": true,
    "color-named": "never",
    "color-hex-length": "long",
    "value-keyword-case": ["lower", { ignoreProperties: ["/^--os-font/"] }],
  },
  overrides: [
    { files: ["src/os2site/_tokens.scss", "src/os2site/_print.scss"], rules: { "color-no-hex": null } },
  ],
};
