"""A lake of Parquet through a ruleset on Apache Spark, in ten lines: `spark-submit spark_lake.py PACKETS NOTICES RULESET`.

    /lake/packets (id, packet)  ->  /lake/notices (id, packet, item, outcome, notice, reject)
"""

import sys

from pyspark.sql import SparkSession

from materials_rules.lake.spark import judging

source, target, ruleset = sys.argv[1:]
spark = SparkSession.builder.appName("materials-rules").getOrCreate()
lake = spark.read.parquet(source)
function, schema = judging(spark, ruleset, lake, column="packet", keep=["id"])
lake.mapInArrow(function, schema).write.parquet(target)
spark.stop()
