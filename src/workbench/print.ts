import { css } from 'lit'

/**
 * On paper: nothing scrolls, so nothing is cut off; what can only be pressed is left out. Fetched with the panes below the editor and given to the
 * whole workbench, whose own style is kept short.
 */
export const printStyle = css`
  @media print {
    :host {
      border: 0;
      box-shadow: none;
      overflow: visible;
    }
    .views,
    .actions,
    layerwise-notice,
    .line,
    .bench .text layerwise-tabs,
    .bench .files.part {
      display: none;
    }
    .bench .panes {
      display: block;
      /* Whatever height was set by hand. */
      block-size: auto !important;
      min-block-size: 0 !important;
    }
    .bench .text.part,
    .bench .image.part,
    .bench .details {
      display: block;
    }
    .text layerwise-editor {
      max-height: none;
      min-height: 0;
    }
    .part {
      border: 0;
    }
    .image.part {
      break-inside: avoid;
    }
  }
`
