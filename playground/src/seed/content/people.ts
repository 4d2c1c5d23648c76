/** Who writes in the magazine. Tuva is still a draft: some things point to her already. */
import type { Status } from '../entries';

export interface AuthorContent {
  key: string;
  name: string;
  bio: string;
  email: string;
  avatar?: string;
  status: Status;
}

export const AUTHORS: AuthorContent[] = [
  {
    key: 'ingrid',
    name: 'Ingrid Solheim',
    bio: 'Edits the magazine and walks most of what it describes. Carries a thermos on every trip and a spare one in the car.',
    email: 'ingrid@nordvik-friluft.example',
    avatar: 'portrait-ingrid',
    status: 'published',
  },
  {
    key: 'mattis',
    name: 'Mattis Bergström',
    bio: 'Runs the repair workshop since 1998. Believes that most things are thrown away one seam too early.',
    email: 'mattis@nordvik-friluft.example',
    avatar: 'portrait-mattis',
    status: 'published',
  },
  {
    key: 'aino',
    name: 'Aino Lehtonen',
    bio: 'Textile engineer from Oulu. Tests fabrics in the laboratory first and on her brothers afterwards.',
    email: 'aino@nordvik-friluft.example',
    avatar: 'portrait-aino',
    status: 'published',
  },
  {
    key: 'jonas',
    name: 'Jonas Falk',
    bio: 'Mountain guide in winter, boot fitter in summer. Has opinions about insoles.',
    email: 'jonas@nordvik-friluft.example',
    avatar: 'portrait-jonas',
    status: 'published',
  },
  {
    key: 'sunniva',
    name: 'Sunniva Haugen',
    bio: 'Paddles the coast between Bodø and Lofoten and photographs it, in this order.',
    email: 'sunniva@nordvik-friluft.example',
    status: 'published',
  },
  {
    key: 'tuva',
    name: 'Tuva Nygaard',
    bio: 'Apprentice at the bench since August. Her first pieces appear this winter.',
    email: 'tuva@nordvik-friluft.example',
    status: 'draft',
  },
];
