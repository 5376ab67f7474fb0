/* A Cyclone DDS type whose samples are opaque CDR bytes: the program above serialises straight into the
   sample's buffer and reads straight out of it, so a new message type needs no C. Payloads include the
   four-byte encapsulation header. Topics are keyless, as all ROS 2 topics are. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "dds/dds.h"
#include "dds/ddsi/ddsi_keyhash.h"
#include "dds/ddsi/ddsi_serdata.h"
#include "dds/ddsi/ddsi_sertype.h"
#include "dds/ddsi/q_radmin.h"

#define RAW_EXPORT __attribute__ ((visibility ("default")))
#define RAW_MAX_TAKE 32
#define ENCAPSULATION_SIZE 4u

struct raw_serdata {
  struct ddsi_serdata c;
  uint32_t size;
  uint8_t *data; /* 8-aligned, directly behind this struct */
};

struct raw_info {
  int64_t source_timestamp;
  uint64_t publication_handle;
  const uint8_t *data;
  void *sample;
  uint32_t size;
  uint32_t valid;
};

static uint32_t align4 (uint32_t size) { return (size + 3u) & ~3u; }

static struct raw_serdata *serdata_new (const struct ddsi_sertype *type, enum ddsi_serdata_kind kind, size_t size)
{
  if (size > UINT32_MAX - 16)
    return NULL;
  const size_t header = (sizeof (struct raw_serdata) + 7) & ~(size_t) 7;
  struct raw_serdata *d = malloc (header + align4 ((uint32_t) size));
  if (d == NULL)
    return NULL;
  ddsi_serdata_init (&d->c, type, kind);
  d->size = (uint32_t) size;
  d->data = (uint8_t *) d + header;
  memset (d->data + size, 0, align4 ((uint32_t) size) - size);
  return d;
}

static bool serdata_eqkey (const struct ddsi_serdata *a, const struct ddsi_serdata *b) { (void) a; (void) b; return true; }
static uint32_t serdata_size (const struct ddsi_serdata *d) { return align4 (((const struct raw_serdata *) d)->size); }
static void serdata_free (struct ddsi_serdata *d) { free (d); }

static struct ddsi_serdata *serdata_from_ser (const struct ddsi_sertype *type, enum ddsi_serdata_kind kind, const struct nn_rdata *frag, size_t size)
{
  struct raw_serdata *d = serdata_new (type, kind, size);
  if (d == NULL)
    return NULL;
  uint32_t offset = 0;
  for (; frag != NULL && offset < size; frag = frag->nextfrag)
  {
    /* fragments are ordered but may overlap: copy only what continues the bytes so far */
    const uint32_t end = frag->maxp1 < size ? frag->maxp1 : (uint32_t) size;
    if (frag->min > offset || end <= offset)
      continue;
    const unsigned char *payload = NN_RMSG_PAYLOADOFF (frag->rmsg, NN_RDATA_PAYLOAD_OFF (frag));
    memcpy (d->data + offset, payload + (offset - frag->min), end - offset);
    offset = end;
  }
  if (offset == size)
    return &d->c;
  free (d);
  return NULL;
}

static struct ddsi_serdata *serdata_from_ser_iov (const struct ddsi_sertype *type, enum ddsi_serdata_kind kind, ddsrt_msg_iovlen_t niov, const ddsrt_iovec_t *iov, size_t size)
{
  struct raw_serdata *d = serdata_new (type, kind, size);
  if (d == NULL)
    return NULL;
  size_t offset = 0;
  for (ddsrt_msg_iovlen_t i = 0; i < niov && offset < size; i++)
  {
    const size_t n = iov[i].iov_len < size - offset ? iov[i].iov_len : size - offset;
    memcpy (d->data + offset, iov[i].iov_base, n);
    offset += n;
  }
  memset (d->data + offset, 0, size - offset);
  return &d->c;
}

static struct ddsi_serdata *serdata_from_keyhash (const struct ddsi_sertype *type, const struct ddsi_keyhash *hash)
{
  (void) hash;
  struct raw_serdata *d = serdata_new (type, SDK_KEY, 0);
  return d == NULL ? NULL : &d->c;
}

static struct ddsi_serdata *serdata_from_sample (const struct ddsi_sertype *type, enum ddsi_serdata_kind kind, const void *sample)
{
  (void) type; (void) kind; (void) sample;
  return NULL; /* only raw_publish writes */
}

static void serdata_to_ser (const struct ddsi_serdata *d, size_t off, size_t sz, void *buf)
{
  memcpy (buf, ((const struct raw_serdata *) d)->data + off, sz);
}

static struct ddsi_serdata *serdata_to_ser_ref (const struct ddsi_serdata *d, size_t off, size_t sz, ddsrt_iovec_t *ref)
{
  ref->iov_base = ((const struct raw_serdata *) d)->data + off;
  ref->iov_len = (ddsrt_iov_len_t) sz;
  return ddsi_serdata_ref (d);
}

static void serdata_to_ser_unref (struct ddsi_serdata *d, const ddsrt_iovec_t *ref) { (void) ref; ddsi_serdata_unref (d); }

static bool serdata_to_sample (const struct ddsi_serdata *d, void *sample, void **bufptr, void *buflim)
{
  (void) d; (void) sample; (void) bufptr; (void) buflim;
  return false; /* only raw_take reads */
}

static struct ddsi_serdata *serdata_to_untyped (const struct ddsi_serdata *d)
{
  struct raw_serdata *key = serdata_new (d->type, SDK_KEY, 0);
  if (key == NULL)
    return NULL;
  key->c.type = NULL;
  return &key->c;
}

static bool serdata_untyped_to_sample (const struct ddsi_sertype *type, const struct ddsi_serdata *d, void *sample, void **bufptr, void *buflim)
{
  (void) type; (void) d; (void) sample; (void) bufptr; (void) buflim;
  return false;
}

static size_t serdata_print (const struct ddsi_sertype *type, const struct ddsi_serdata *d, char *buf, size_t size)
{
  (void) type; (void) d;
  if (size > 0)
    buf[0] = 0;
  return 0;
}

static void serdata_get_keyhash (const struct ddsi_serdata *d, struct ddsi_keyhash *hash, bool force_md5)
{
  (void) d; (void) force_md5;
  memset (hash->value, 0, sizeof (hash->value));
}

static const struct ddsi_serdata_ops serdata_ops = {
  .eqkey = serdata_eqkey, .get_size = serdata_size, .from_ser = serdata_from_ser, .from_ser_iov = serdata_from_ser_iov,
  .from_keyhash = serdata_from_keyhash, .from_sample = serdata_from_sample, .to_ser = serdata_to_ser,
  .to_ser_ref = serdata_to_ser_ref, .to_ser_unref = serdata_to_ser_unref, .to_sample = serdata_to_sample,
  .to_untyped = serdata_to_untyped, .untyped_to_sample = serdata_untyped_to_sample, .free = serdata_free,
  .print = serdata_print, .get_keyhash = serdata_get_keyhash
};

static void sertype_free (struct ddsi_sertype *type) { ddsi_sertype_fini (type); free (type); }
static bool sertype_equal (const struct ddsi_sertype *a, const struct ddsi_sertype *b) { (void) a; (void) b; return true; }
static uint32_t sertype_hash (const struct ddsi_sertype *type) { (void) type; return 0; }
static void sertype_zero_samples (const struct ddsi_sertype *type, void *samples, size_t count) { (void) type; (void) samples; (void) count; }
static void sertype_realloc_samples (void **ptrs, const struct ddsi_sertype *type, void *old, size_t oldcount, size_t count)
{
  (void) type; (void) old; (void) oldcount;
  for (size_t i = 0; i < count; i++)
    ptrs[i] = NULL;
}
static void sertype_free_samples (const struct ddsi_sertype *type, void **ptrs, size_t count, dds_free_op_t op) { (void) type; (void) ptrs; (void) count; (void) op; }

static const struct ddsi_sertype_ops sertype_ops = {
  .version = ddsi_sertype_v0, .free = sertype_free, .zero_samples = sertype_zero_samples, .realloc_samples = sertype_realloc_samples,
  .free_samples = sertype_free_samples, .equal = sertype_equal, .hash = sertype_hash
};

RAW_EXPORT dds_entity_t raw_create_topic (dds_entity_t participant, const char *topic_name, const char *type_name, const dds_qos_t *qos, struct ddsi_sertype **type_out)
{
  struct ddsi_sertype *type = calloc (1, sizeof (*type));
  if (type == NULL)
    return DDS_RETCODE_OUT_OF_RESOURCES;
  ddsi_sertype_init_flags (type, type_name, &sertype_ops, &serdata_ops, DDSI_SERTYPE_FLAG_TOPICKIND_NO_KEY);
  type->allowed_data_representation = DDS_DATA_REPRESENTATION_FLAG_XCDR1;
  const dds_entity_t topic = dds_create_topic_sertype (participant, topic_name, &type, qos, NULL, NULL);
  if (topic < 0)
    ddsi_sertype_unref (type);
  else
    *type_out = type; /* kept alive by the topic */
  return topic;
}

/* A sample of `size` bytes to serialise into; end it with raw_publish or raw_release. NULL: out of memory. */
RAW_EXPORT void *raw_loan (const struct ddsi_sertype *type, uint32_t size, uint8_t **data)
{
  if (size < ENCAPSULATION_SIZE)
    return NULL;
  struct raw_serdata *d = serdata_new (type, SDK_DATA, size);
  if (d != NULL)
    *data = d->data;
  return d;
}

/* Writes a loaned sample and consumes it, also when writing fails. */
RAW_EXPORT dds_return_t raw_publish (dds_entity_t writer, void *sample)
{
  return dds_writecdr (writer, sample);
}

RAW_EXPORT void raw_release (void *sample)
{
  ddsi_serdata_unref (sample);
}

/* Takes up to `count` samples; each must be given back with raw_release once read. Returns how many, or an error. */
RAW_EXPORT int32_t raw_take (dds_entity_t reader, struct raw_info *out, uint32_t count)
{
  struct ddsi_serdata *samples[RAW_MAX_TAKE];
  dds_sample_info_t infos[RAW_MAX_TAKE];
  if (count > RAW_MAX_TAKE)
    count = RAW_MAX_TAKE;
  const dds_return_t taken = dds_takecdr (reader, samples, count, infos, DDS_ANY_STATE);
  for (dds_return_t i = 0; i < taken; i++)
  {
    const struct raw_serdata *d = (const struct raw_serdata *) samples[i];
    out[i].source_timestamp = infos[i].source_timestamp;
    out[i].publication_handle = infos[i].publication_handle;
    out[i].data = d->data;
    out[i].size = d->size;
    out[i].sample = samples[i];
    out[i].valid = infos[i].valid_data && d->c.kind == SDK_DATA;
  }
  return taken;
}
