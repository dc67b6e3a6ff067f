import { buildDataPlatform } from './data-platform';

buildDataPlatform().synth();
